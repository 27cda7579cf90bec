package io.pyforge.core.infer;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that are text into one column of a batch, one after the other, and gathers the
 * evidence that they are for the column's type. Each column of each thread has its own.
 */
public final class ValueAppender {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Column column;
  private final ColumnType type;
  private final boolean text;
  private final boolean unseen;
  private final int quickTokens;
  private final boolean spans;
  private final @Nullable QuickValue quick;
  private final ColumnEvidence evidence = new ColumnEvidence();
  private final ValueText value = new ValueText();
  private ColumnVector vector;

  /**
   * An appender to a vector of the column's type.
   *
   * @param spans whether text goes in as spans of the array that the caller attaches to the vector,
   *     rather than as copies; all values of the vector must then lie in that array
   */
  public ValueAppender(Column column, ColumnVector vector, boolean spans) {
    this.column = column;
    this.vector = vector;
    this.spans = spans;
    type = column.type();
    text = type instanceof ColumnType.Text;
    unseen = column.unseen();
    quick = QuickValue.of(column).orElse(null);
    int tokens = 0;
    for (ValueToken token : ValueToken.values()) {
      tokens |= quick != null && mayBeQuick(token) ? 1 << token.ordinal() : 0;
    }
    quickTokens = tokens;
  }

  /** Goes on with another vector of the same type. */
  public void into(ColumnVector next) {
    vector = next;
  }

  /** The column. */
  public Column column() {
    return column;
  }

  /** Appends a row without a value. */
  public void appendNull() {
    vector.appendNull();
  }

  /**
   * Appends the value in {@code b[from..to)}, behind which {@link QuickValue#PADDING} bytes are
   * readable unless it is {@link ValueToken#TYPED}.
   *
   * @return false, with nothing appended, if it does not fit the column's type
   */
  public boolean append(ValueToken token, byte[] b, int from, int to) {
    if (text) {
      if (unseen && !(token == ValueToken.TEXT && isBlank(b, from, to))) {
        return false; // the first value decides the type
      }
      appendText(b, from, to);
      return true;
    }
    QuickValue usual = quick;
    if (usual != null && from < to && (quickTokens >>> token.ordinal() & 1) != 0) {
      long bits = usual.quick(b, from, to - from);
      if (bits != QuickValue.SLOW) {
        ((LongVector) vector).append(bits);
        return true;
      }
    }
    return appendSlow(token, b, from, to);
  }

  /**
   * Appends a run of rows at once, for an appender of spans.
   *
   * @param from where the values start, by row; {@code to} where they end
   * @param tokens the {@link ValueToken#code}s of the values; 0 for rows without one
   * @return the first row whose value does not fit, or {@code count}
   */
  public int appendAll(byte[] b, int[] from, int[] to, byte[] tokens, int count) {
    vector.reserve(count);
    if (text) {
      return appendTexts(b, from, to, tokens, count);
    }
    QuickValue usual = quick;
    if (usual == null || !(vector instanceof LongVector longs) || isTyped(tokens, count)) {
      for (int i = 0; i < count; i++) {
        if (tokens[i] == 0) {
          vector.appendNull();
        } else if (!append(ValueToken.of(tokens[i]), b, from[i], to[i])) {
          return i;
        }
      }
      return count;
    }
    byte[] presence = longs.presence();
    long[] values = longs.values();
    int row = longs.rowCount();
    int next = longs.valueCount();
    int firstValue = next;
    for (int i = 0; i < count; i++) {
      byte token = tokens[i];
      int start = from[i];
      int length = to[i] - start;
      long bits =
          length > 0 && (quickTokens >>> token - 1 & 1) != 0 && token != 0
              ? usual.quick(b, start, length)
              : QuickValue.SLOW;
      byte present = 1;
      if (bits == QuickValue.SLOW) {
        Fit fit = token == 0 ? Fit.BLANK : fit(ValueToken.of(token), b, start, to[i]);
        if (fit == Fit.NONE) {
          return i;
        }
        present = (byte) (fit == Fit.VALUE ? 1 : 0);
        bits = present == 1 ? ValueFit.longValue(value, b, start, to[i], type) : 0;
      }
      presence[row++] = present;
      values[next] = bits;
      next += present;
    }
    longs.added(count, next - firstValue);
    return count;
  }

  /** Whether the values are typed; those of one column all are, or none is. */
  private static boolean isTyped(byte[] tokens, int count) {
    int first = 0;
    while (first < count && tokens[first] == 0) {
      first++;
    }
    return first < count && tokens[first] == ValueToken.TYPED.code();
  }

  private int appendTexts(byte[] b, int[] from, int[] to, byte[] tokens, int count) {
    BytesVector bytes = (BytesVector) vector;
    byte[] presence = bytes.presence();
    long[] dense = bytes.spans();
    int row = bytes.rowCount();
    int next = bytes.valueCount();
    int firstValue = next;
    for (int i = 0; i < count; i++) {
      if (tokens[i] == 0) {
        presence[row++] = 0;
        continue;
      }
      if (unseen && !(tokens[i] == ValueToken.TEXT.code() && isBlank(b, from[i], to[i]))) {
        return i;
      }
      presence[row++] = 1;
      dense[next++] = BytesVector.span(from[i], to[i] - from[i]);
    }
    bytes.added(count, next - firstValue);
    return count;
  }

  private boolean mayBeQuick(ValueToken token) {
    return switch (token) {
      case TEXT -> true;
      case STRING ->
          type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp || column.fixed();
      case NUMBER -> !(type instanceof ColumnType.Bool);
      case BOOLEAN -> type instanceof ColumnType.Bool;
      case STRUCTURE, PIECE, TYPED -> false;
    };
  }

  private boolean appendSlow(ValueToken token, byte[] b, int from, int to) {
    if (token == ValueToken.TYPED) {
      appendTyped(b, from, to);
      return true;
    }
    Fit fit = fit(token, b, from, to);
    if (fit == Fit.BLANK) {
      vector.appendNull();
    } else if (fit == Fit.VALUE && vector instanceof LongVector longs) {
      longs.append(ValueFit.longValue(value, b, from, to, type));
    } else if (fit == Fit.VALUE) {
      ColumnType.Decimal decimal = (ColumnType.Decimal) type;
      ((Int128Vector) vector)
          .append(value.decimalValue().setScale(decimal.scale()).unscaledValue());
    }
    return fit != Fit.NONE;
  }

  /** What the whole rule says of a value: none for this column, no value at all, or a value. */
  private enum Fit {
    NONE,
    BLANK,
    VALUE
  }

  /** Classifies a value, which {@link #value} then holds. */
  private Fit fit(ValueToken token, byte[] b, int from, int to) {
    ValueText.Kind kind = value.classify(b, from, to - from);
    if (kind == ValueText.Kind.BLANK) {
      return token == ValueToken.TEXT || column.fixed() ? Fit.BLANK : Fit.NONE;
    }
    if (!column.fixed()) {
      boolean other = token == ValueToken.STRING && !isTemporal(b, from, to);
      if (other || token == ValueToken.STRUCTURE || token == ValueToken.PIECE) {
        return Fit.NONE;
      }
    }
    if (!ValueFit.fits(value, b, from, to, column)) {
      return Fit.NONE;
    }
    evidence.add(value);
    return Fit.VALUE;
  }

  private boolean isTemporal(byte[] b, int from, int to) {
    return ValueToken.stringKind(value, b, from, to) != ValueText.Kind.TEXT;
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] != ' ') {
        return false;
      }
    }
    return true;
  }

  private void appendTyped(byte[] b, int from, int to) {
    if (vector instanceof LongVector longs) {
      longs.append((long) BIG_ENDIAN_LONG.get(b, from));
    } else if (vector instanceof Int128Vector wide) {
      wide.append((long) BIG_ENDIAN_LONG.get(b, from), (long) BIG_ENDIAN_LONG.get(b, from + 8));
    } else {
      appendText(b, from, to);
    }
  }

  private void appendText(byte[] b, int from, int to) {
    BytesVector bytes = (BytesVector) vector;
    if (spans) {
      bytes.appendSpan(from, to - from);
    } else {
      bytes.appendCopy(b, from, to - from);
    }
  }

  /** What the appended values are; to be called once, when all are. */
  public ColumnEvidence finish() {
    if (quick != null) {
      quick.addTo(evidence);
    }
    return evidence;
  }
}
