package io.pyforge.core.writer;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Walks down one column of a batch and writes its values as text, by the rules of {@link
 * io.pyforge.spi.batch.CellText}. {@link #load} puts it before the first row; {@link #next} moves.
 * Not thread-safe.
 */
public abstract class CellPrinter {
  private static final byte[] NO_ROWS = new byte[0];

  private byte[] presence = NO_ROWS;
  private int row;
  private int index = -1;

  CellPrinter() {}

  /** A printer for columns of a type. */
  public static CellPrinter of(ColumnType type) {
    if (type instanceof ColumnType.Text || type instanceof ColumnType.Binary) {
      return new Bytes(type instanceof ColumnType.Text);
    }
    if (type instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
      return new WideDecimals(decimal.scale());
    }
    return Longs.ofType(type);
  }

  /** Goes before the first row of a column, which stays unchanged until the next load. */
  public final void load(ColumnVector column) {
    presence = column.presence();
    row = 0;
    index = -1;
    take(column);
  }

  /** Goes to the next row, which must be there; whether it holds a value. */
  public final boolean next() {
    int present = presence[row++];
    index += present;
    return present != 0;
  }

  /** The index of the current row's value in the column's dense arrays. */
  final int index() {
    return index;
  }

  /** Bytes that {@link #print} writes at most for the current value. */
  public long room() {
    return CellBytes.MAX_LENGTH;
  }

  /** Writes the current value and returns the position behind it. */
  public abstract int print(byte[] target, int at);

  abstract void take(ColumnVector column);

  /** Text and binary. */
  public static final class Bytes extends CellPrinter {
    private final boolean text;
    private long[] spans = new long[0];
    private byte[] buffer = new byte[0];

    private Bytes(boolean text) {
      this.text = text;
    }

    /** Whether this is text, whose bytes are printed as they are, and not binary. */
    public boolean text() {
      return text;
    }

    /** The array that holds the value, with readable bytes behind it. */
    public byte[] buffer() {
      return buffer;
    }

    /** Where the current value starts. */
    public int offset() {
      return BytesVector.offset(spans[index()]);
    }

    /** How many bytes the current value has. */
    public int length() {
      return BytesVector.length(spans[index()]);
    }

    @Override
    public long room() {
      return text ? length() : CellBytes.base64Length(length());
    }

    @Override
    public int print(byte[] target, int at) {
      if (!text) {
        return CellBytes.printBase64(target, at, buffer, offset(), length());
      }
      System.arraycopy(buffer, offset(), target, at, length());
      return at + length();
    }

    @Override
    void take(ColumnVector column) {
      spans = ((BytesVector) column).spans();
      buffer = ((BytesVector) column).buffer();
    }
  }

  /** Everything that {@link LongVector} holds. */
  public abstract static sealed class Longs extends CellPrinter {
    private long[] values = new long[0];

    private static Longs ofType(ColumnType type) {
      if (type instanceof ColumnType.Bool) {
        return new Bools();
      }
      if (type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64) {
        return new Integers();
      }
      if (type instanceof ColumnType.Float32) {
        return new Singles();
      }
      if (type instanceof ColumnType.Float64) {
        return new Doubles();
      }
      if (type instanceof ColumnType.Decimal decimal) {
        return new Decimals(decimal.scale());
      }
      if (type instanceof ColumnType.Date) {
        return new Dates();
      }
      if (type instanceof ColumnType.Time) {
        return new Times();
      }
      if (type instanceof ColumnType.Timestamp timestamp) {
        return new Timestamps(timestamp.utcAdjusted());
      }
      throw new IllegalStateException("no 64-bit values: " + type.name());
    }

    /** The current value, in the form of {@link LongVector}. */
    public final long value() {
      return values[index()];
    }

    @Override
    final void take(ColumnVector column) {
      values = ((LongVector) column).values();
    }
  }

  private static final class Bools extends Longs {
    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printAscii(target, at, value() != 0 ? "true" : "false");
    }
  }

  private static final class Integers extends Longs {
    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printLong(target, at, value());
    }
  }

  private static final class Singles extends Longs {
    @Override
    public int print(byte[] target, int at) {
      float value = (float) Double.longBitsToDouble(value());
      return CellBytes.printAscii(target, at, Float.toString(value));
    }
  }

  private static final class Doubles extends Longs {
    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printDouble(target, at, Double.longBitsToDouble(value()));
    }
  }

  private static final class Decimals extends Longs {
    private final int scale;

    Decimals(int scale) {
      this.scale = scale;
    }

    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printDecimal(target, at, value(), scale);
    }
  }

  private static final class Dates extends Longs {
    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printDate(target, at, value());
    }
  }

  private static final class Times extends Longs {
    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printTime(target, at, value());
    }
  }

  private static final class Timestamps extends Longs {
    private final boolean utcAdjusted;

    Timestamps(boolean utcAdjusted) {
      this.utcAdjusted = utcAdjusted;
    }

    @Override
    public int print(byte[] target, int at) {
      return CellBytes.printTimestamp(target, at, value(), utcAdjusted);
    }
  }

  /** Decimals of 19 to 38 digits. */
  public static final class WideDecimals extends CellPrinter {
    private final int scale;
    private long[] high = new long[0];
    private long[] low = new long[0];

    private WideDecimals(int scale) {
      this.scale = scale;
    }

    /** Whether the current unscaled number fits a long, which is {@link #longValue}. */
    public boolean fitsLong() {
      return high[index()] == low[index()] >> 63 && low[index()] != Long.MIN_VALUE;
    }

    /** The current unscaled number, where it fits. */
    public long longValue() {
      return low[index()];
    }

    /** The current value, whatever its size. */
    public BigDecimal value() {
      byte[] bytes = new byte[2 * Long.BYTES];
      LittleEndian.putLong(bytes, 0, Long.reverseBytes(high[index()]));
      LittleEndian.putLong(bytes, Long.BYTES, Long.reverseBytes(low[index()]));
      return new BigDecimal(new BigInteger(bytes), scale);
    }

    @Override
    public int print(byte[] target, int at) {
      return fitsLong() && scale <= ColumnType.Decimal.MAX_LONG_PRECISION
          ? CellBytes.printDecimal(target, at, longValue(), scale)
          : CellBytes.printAscii(target, at, value().toPlainString());
    }

    @Override
    void take(ColumnVector column) {
      high = ((Int128Vector) column).high();
      low = ((Int128Vector) column).low();
    }
  }
}
