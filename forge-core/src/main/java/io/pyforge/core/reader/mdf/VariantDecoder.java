package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Values of sql_variant, each of a type of its own, as text by the rules of {@link CellText}. A
 * value is the number of its type, a version, what the type needs to know, and the value.
 */
final class VariantDecoder extends SpanDecoder {
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 2;
  private static final int TEXT_PROPERTIES = 6;

  private final Replacing replacing;

  VariantDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    replacing = piece.replacing();
  }

  @Override
  long inRow(int value, int at, int length) throws Damage {
    return append(value, memory.bytes(), at, length);
  }

  @Override
  long fromScratch(int value, byte[] scratch, int length) throws Damage {
    return append(value, scratch, 0, length);
  }

  private long append(int value, byte[] b, int at, int length) throws Damage {
    String text = text(Arrays.copyOfRange(b, at, at + length));
    if (text == null) {
      throw badValue(value);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    memory.reserve(utf8.length);
    System.arraycopy(utf8, 0, memory.bytes(), memory.end(), utf8.length);
    return written(memory.end() + utf8.length);
  }

  /** The text of a value, or null if it is none. */
  private @Nullable String text(byte[] b) {
    SqlType type = b.length < HEAD_BYTES ? null : SqlType.of(LittleEndian.u8(b, 0));
    if (type == null || b[1] != VERSION) {
      return null;
    }
    int properties =
        switch (type) {
          case DECIMAL, NUMERIC, BINARY, VARBINARY -> 2;
          case TIME, DATETIME2, DATETIMEOFFSET -> 1;
          case CHAR, VARCHAR, NCHAR, NVARCHAR -> TEXT_PROPERTIES;
          default -> 0;
        };
    int start = HEAD_BYTES + properties;
    if (b.length < start) {
      return null;
    }
    int first = properties > 0 ? LittleEndian.u8(b, HEAD_BYTES) : 0;
    int length = b.length - start;
    return switch (type) {
      case CHAR, VARCHAR -> codePageText(b, start, LittleEndian.i32(b, HEAD_BYTES + 2));
      case NCHAR, NVARCHAR -> unicodeText(b, start);
      case BINARY, VARBINARY ->
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(b, start, b.length));
      case DECIMAL, NUMERIC -> decimal(b, start, LittleEndian.u8(b, HEAD_BYTES + 1));
      case TIME, DATETIME2, DATETIMEOFFSET -> first > 7 ? null : time(type, first, b, start);
      case UNIQUEIDENTIFIER -> length != 16 ? null : guid(b, start);
      case MONEY ->
          length != 8
              ? null
              : BigDecimal.valueOf(LittleEndian.i64(b, start), SqlType.MONEY_SCALE).toPlainString();
      case SMALLMONEY ->
          length != 4
              ? null
              : BigDecimal.valueOf(LittleEndian.i32(b, start), SqlType.MONEY_SCALE).toPlainString();
      case BIT -> plain(NumberLoops.bit(0), 1, new ColumnType.Bool(), b, start);
      case TINYINT -> plain(NumberLoops.unsignedByte(), 1, new ColumnType.Int32(), b, start);
      case SMALLINT -> plain(NumberLoops.int16(), 2, new ColumnType.Int32(), b, start);
      case INT -> plain(NumberLoops.int32(), 4, new ColumnType.Int32(), b, start);
      case BIGINT -> plain(NumberLoops.int64(), 8, new ColumnType.Int64(), b, start);
      case REAL -> plain(NumberLoops.real(), 4, new ColumnType.Float32(), b, start);
      case FLOAT -> plain(NumberLoops.int64(), 8, new ColumnType.Float64(), b, start);
      case DATE -> plain(TimeLoops.date(), 3, new ColumnType.Date(), b, start);
      case DATETIME -> plain(TimeLoops.datetime(), 8, new ColumnType.Timestamp(false), b, start);
      case SMALLDATETIME ->
          plain(TimeLoops.smalldatetime(), 4, new ColumnType.Timestamp(false), b, start);
      default -> null;
    };
  }

  private static @Nullable String plain(
      LongDecoder.Loop loop, int width, ColumnType type, byte[] b, int start) {
    long[] value = new long[1];
    if (b.length - start != width || loop.read(b, new int[] {start}, 1, value, 0) != 1) {
      return null;
    }
    return CellText.ofLong(value[0], type);
  }

  private @Nullable String codePageText(byte[] b, int start, int collation) {
    int length = b.length - start;
    byte[] utf8 = new byte[length * CodePage.MAX_GROWTH + Integer.BYTES];
    CodePage codePage = collation == 0 ? column.textCodePage() : CodePage.ofCollation(collation);
    int end = codePage.transcode(b, start, length, utf8, 0, replacing);
    return end == CodePage.INVALID ? null : new String(utf8, 0, end, StandardCharsets.UTF_8);
  }

  private @Nullable String unicodeText(byte[] b, int start) {
    int length = b.length - start;
    byte[] utf8 = new byte[length * 2 + Integer.BYTES];
    int end =
        length % 2 != 0 ? Utf16.INVALID : Utf16.transcode(b, start, length / 2, utf8, 0, replacing);
    return end == Utf16.INVALID ? null : new String(utf8, 0, end, StandardCharsets.UTF_8);
  }

  private static @Nullable String decimal(byte[] b, int start, int scale) {
    int length = b.length - start;
    if (length < 2 || length > 17 || scale > ColumnType.Decimal.MAX_PRECISION) {
      return null;
    }
    byte[] magnitude = new byte[length - 1];
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = b[b.length - 1 - i];
    }
    BigDecimal value = new BigDecimal(new BigInteger(b[start] == 0 ? -1 : 1, magnitude), scale);
    return value.toPlainString();
  }

  private static @Nullable String time(SqlType type, int scale, byte[] b, int start) {
    int width =
        SqlType.timeBytes(scale)
            + switch (type) {
              case TIME -> 0;
              case DATETIME2 -> 3;
              default -> 5;
            };
    if (b.length - start != width) {
      return null;
    }
    byte[] text = new byte[TimeText.MAX_BYTES];
    byte[] padded = Arrays.copyOf(b, b.length + Integer.BYTES);
    int end = TimeText.write(type, scale, padded, start, text, 0);
    return end == TimeText.INVALID ? null : new String(text, 0, end, StandardCharsets.US_ASCII);
  }

  private static String guid(byte[] b, int start) {
    byte[] text = new byte[36];
    GuidDecoder.write(b, start, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
