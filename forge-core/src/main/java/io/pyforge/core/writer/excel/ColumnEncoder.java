package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.CellBytes;
import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.CellPrinter;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Field;
import java.nio.charset.StandardCharsets;

/**
 * Makes cells of one column, from behind the row number of the reference on: {@code
 * "><v>12</v></c>}.
 *
 * <p>A value that Excel would change is written as the text that {@link
 * io.pyforge.spi.batch.CellText} gives, and counted.
 */
final class ColumnEncoder {
  private static final byte[] STYLE = ascii("\" s=\"");
  private static final byte[] NUMBER = ascii("\"><v>");
  private static final byte[] BOOL = ascii("\" t=\"b\"><v>");
  private static final byte[] END_NUMBER = ascii("</v></c>");
  private static final byte[] TEXT = ascii("\" t=\"inlineStr\"><is><t>");
  private static final byte[] TEXT_WITH_SPACE =
      ascii("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  private static final byte[] END_TEXT = ascii("</t></is></c>");

  /** The first byte of letters from U+3000 on. */
  private static final int EAST_ASIA = 0xE3;

  private static final long LARGEST_KEPT = 1_000_000_000_000_000L;

  /** The general format shows larger whole numbers with an exponent. */
  private static final long LARGEST_GENERAL = 99_999_999_999L;

  /** 1970-01-01 as Excel counts days. */
  private static final long EPOCH_SERIAL = 25_569;

  /** 1900-03-01: before it lies a 29th of February 1900 that never was. */
  private static final long FIRST_SERIAL = 61;

  /** 9999-12-31. */
  private static final long LAST_SERIAL = 2_958_465;

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long MILLIS_PER_DAY = 86_400_000;

  /** A double has 17 digits at most: 12 behind the five of a day, 15 behind a zero. */
  private static final int PLACES_OF_TIMESTAMP = 12;

  private static final int PLACES_OF_TIME = 15;

  private final String source;
  private final String table;
  private final Field field;
  private final int index;
  private final boolean cutLongText;
  private final int decimalStyle;
  private final CellPrinter cell;
  private final OutputBuffer scratch = new OutputBuffer();

  /**
   * @param source name of the input, for failures
   * @param cutLongText whether text that is too long for a cell is cut rather than refused
   * @param decimalStyle of decimal columns
   */
  ColumnEncoder(
      String source, String table, Field field, int index, boolean cutLongText, int decimalStyle) {
    this.source = source;
    this.table = table;
    this.field = field;
    this.index = index;
    this.cutLongText = cutLongText;
    this.decimalStyle = decimalStyle;
    cell = CellPrinter.of(field.type());
  }

  void load(ColumnVector column) {
    cell.load(column);
  }

  /** Goes to the next row; whether it holds a value. */
  boolean next() {
    return cell.next();
  }

  /** How many characters wide the current value is on the screen, about. */
  int width() {
    ColumnType type = field.type();
    if (cell instanceof CellPrinter.Bytes bytes && bytes.text()) {
      return width(bytes.buffer(), bytes.offset(), bytes.length());
    }
    if (type instanceof ColumnType.Date) {
      return "yyyy-mm-dd".length();
    }
    if (type instanceof ColumnType.Timestamp) {
      return "yyyy-mm-dd hh:mm:ss".length();
    }
    scratch.clear();
    print(scratch);
    return scratch.length();
  }

  /** The same for a text: letters of East Asia take the room of two. */
  static int width(byte[] text, int offset, int length) {
    int width = 0;
    for (int i = offset; i < offset + length && width <= TableSheets.MAX_WIDTH; i++) {
      int lead = text[i] & 0xFF;
      width += (lead & 0xC0) == 0x80 ? 0 : lead >= EAST_ASIA ? 2 : 1;
    }
    return width;
  }

  /** Appends the current value. */
  void append(OutputBuffer out, CellCounts counts) {
    ColumnType type = field.type();
    if (cell instanceof CellPrinter.Bytes bytes) {
      appendBytes(bytes, out, counts);
    } else if (cell instanceof CellPrinter.WideDecimals wide) {
      appendWide(wide, out, counts);
    } else if (cell instanceof CellPrinter.Longs longs) {
      appendLong(type, longs.value(), out, counts);
    } else {
      throw new IllegalStateException("no form in a workbook: " + type.name());
    }
  }

  private void appendLong(ColumnType type, long value, OutputBuffer out, CellCounts counts) {
    if (type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64) {
      boolean general = value >= -LARGEST_GENERAL && value <= LARGEST_GENERAL;
      appendExact(keeps(value), general ? Styles.GENERAL : Styles.INTEGER, out, counts);
    } else if (type instanceof ColumnType.Decimal) {
      appendExact(keeps(value), decimalStyle, out, counts);
    } else if (type instanceof ColumnType.Bool) {
      out.append(BOOL);
      out.reserve(1);
      out.putByte(value != 0 ? '1' : '0');
      out.append(END_NUMBER);
    } else if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
      double number = Math.abs(Double.longBitsToDouble(value));
      boolean has = number == 0 || number >= Double.MIN_NORMAL && number <= Double.MAX_VALUE;
      appendPrinted(has, Styles.GENERAL, KeptAsText.NO_NUMBER, out, counts);
    } else if (type instanceof ColumnType.Date) {
      long serial = value + EPOCH_SERIAL;
      if (serial < FIRST_SERIAL || serial > LAST_SERIAL) {
        appendText(KeptAsText.DATE, out, counts);
      } else {
        start(Styles.DATE, out);
        out.reserve(CellBytes.MAX_LENGTH);
        out.length(CellBytes.printLong(out.array(), out.length(), serial));
        out.append(END_NUMBER);
      }
    } else if (type instanceof ColumnType.Time) {
      long millis = Math.floorDiv(value, MICROS_PER_MILLI);
      if (millis * MICROS_PER_MILLI != value) {
        appendText(KeptAsText.FRACTION, out, counts);
      } else {
        boolean whole = millis % MILLIS_PER_SECOND == 0;
        appendSerial(0, millis, PLACES_OF_TIME, whole ? Styles.TIME : Styles.TIME_MILLIS, out);
      }
    } else if (type instanceof ColumnType.Timestamp) {
      appendTimestamp(value, out, counts);
    } else {
      throw new IllegalStateException("no form in a workbook: " + type.name());
    }
  }

  /** An instant is shown as its time in UTC: a cell has no zone. */
  private void appendTimestamp(long micros, OutputBuffer out, CellCounts counts) {
    long millis = Math.floorDiv(micros, MICROS_PER_MILLI);
    long day = Math.floorDiv(millis, MILLIS_PER_DAY);
    long serial = day + EPOCH_SERIAL;
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) {
      appendText(KeptAsText.DATE, out, counts);
    } else if (millis * MICROS_PER_MILLI != micros) {
      appendText(KeptAsText.FRACTION, out, counts);
    } else {
      boolean whole = Math.floorMod(millis, MILLIS_PER_SECOND) == 0;
      int style = whole ? Styles.TIMESTAMP : Styles.TIMESTAMP_MILLIS;
      appendSerial(serial, millis - day * MILLIS_PER_DAY, PLACES_OF_TIMESTAMP, style, out);
    }
  }

  /** Days and the part of a day that so many milliseconds are. */
  private static void appendSerial(long day, long millis, int places, int style, OutputBuffer out) {
    start(style, out);
    out.reserve(CellBytes.MAX_LENGTH);
    byte[] target = out.array();
    int at = CellBytes.printLong(target, out.length(), day);
    if (millis != 0) {
      target[at++] = '.';
      // A day has 864 * 10^5 milliseconds; half of the divisor rounds.
      long scaled = millis;
      for (int i = 5; i < places; i++) {
        scaled *= 10;
      }
      at = CellBytes.printDigits(target, at, (scaled + 432) / 864, places);
      while (target[at - 1] == '0') {
        at--;
      }
    }
    out.length(at);
    out.append(END_NUMBER);
  }

  private void appendWide(CellPrinter.WideDecimals wide, OutputBuffer out, CellCounts counts) {
    boolean keeps =
        wide.fitsLong()
            ? keeps(wide.longValue())
            : wide.value().stripTrailingZeros().precision() <= ExcelLimits.MAX_DIGITS;
    appendExact(keeps, decimalStyle, out, counts);
  }

  /** Whether a number has no more significant digits than Excel keeps. */
  private static boolean keeps(long unscaled) {
    if (unscaled == Long.MIN_VALUE) {
      return false;
    }
    long digits = Math.abs(unscaled);
    while (digits >= LARGEST_KEPT && digits % 10 == 0) {
      digits /= 10;
    }
    return digits < LARGEST_KEPT;
  }

  private void appendExact(boolean keeps, int style, OutputBuffer out, CellCounts counts) {
    appendPrinted(keeps, style, KeptAsText.DIGITS, out, counts);
  }

  private void appendPrinted(
      boolean asNumber, int style, KeptAsText otherwise, OutputBuffer out, CellCounts counts) {
    if (asNumber) {
      start(style, out);
      print(out);
      out.append(END_NUMBER);
    } else {
      appendText(otherwise, out, counts);
    }
  }

  /** The value as the text it has everywhere else. */
  private void appendText(KeptAsText why, OutputBuffer out, CellCounts counts) {
    counts.add(why.ordinal(), index);
    out.append(TEXT);
    print(out);
    out.append(END_TEXT);
  }

  private void print(OutputBuffer out) {
    out.reserve(cell.room());
    out.length(cell.print(out.array(), out.length()));
  }

  private static void start(int style, OutputBuffer out) {
    if (style == Styles.GENERAL) {
      out.append(NUMBER);
      return;
    }
    out.append(STYLE);
    out.reserve(CellBytes.MAX_LENGTH);
    out.length(CellBytes.printLong(out.array(), out.length(), style));
    out.append(NUMBER);
  }

  private void appendBytes(CellPrinter.Bytes bytes, OutputBuffer out, CellCounts counts) {
    if (bytes.text()) {
      appendString(bytes.buffer(), bytes.offset(), bytes.length(), 1, out, counts);
    } else {
      scratch.clear();
      print(scratch);
      // Whole groups of four characters remain Base64.
      appendString(scratch.array(), 0, scratch.length(), 4, out, counts);
    }
  }

  private void appendString(
      byte[] text, int offset, int length, int group, OutputBuffer out, CellCounts counts) {
    int shown = length;
    if (length > ExcelLimits.MAX_CHARACTERS) {
      long characters = characters(text, offset, length);
      if (characters > ExcelLimits.MAX_CHARACTERS) {
        if (!cutLongText) {
          throw ExcelFailures.textTooLong(source, table, field.name(), characters);
        }
        counts.add(KeptAsText.CUT.ordinal(), index);
        shown = cut(text, offset, ExcelLimits.MAX_CHARACTERS / group * group);
      }
    }
    boolean outerSpace = shown > 0 && (isSpace(text[offset]) || isSpace(text[offset + shown - 1]));
    out.append(outerSpace ? TEXT_WITH_SPACE : TEXT);
    XmlText.append(text, offset, shown, out);
    out.append(END_TEXT);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n';
  }

  /**
   * Characters in UTF-16: one for each that starts, and one more for those beyond the first 64 K.
   */
  private static long characters(byte[] text, int offset, int length) {
    long count = 0;
    for (int i = offset; i < offset + length; i++) {
      count += units(text[i]);
    }
    return count;
  }

  /** How many bytes hold at most that many characters, and no half one. */
  private static int cut(byte[] text, int offset, int characters) {
    int count = 0;
    int i = offset;
    while (count + units(text[i]) <= characters) {
      count += units(text[i++]);
    }
    return i - offset;
  }

  private static int units(byte b) {
    return (b & 0xC0) == 0x80 ? 0 : (b & 0xF8) == 0xF0 ? 2 : 1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
