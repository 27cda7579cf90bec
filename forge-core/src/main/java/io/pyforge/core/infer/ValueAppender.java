package io.pyforge.core.infer;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that are text into one column of a batch, one after the other, and gathers the
 * evidence that they are for the column's type. Each column of each thread has its own.
 */
public final class ValueAppender {
  private final Column column;
  private final ColumnType type;
  private final boolean text;
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
    quick = QuickValue.of(column).orElse(null);
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
   * readable.
   *
   * @return false, with nothing appended, if it does not fit the column's type
   */
  public boolean append(ValueToken token, byte[] b, int from, int to) {
    if (text) {
      if (column.unseen() && !(token == ValueToken.TEXT && isBlank(b, from, to))) {
        return false; // the first value decides the type
      }
      appendText(b, from, to);
      return true;
    }
    if (quick != null && from < to && mayBeQuick(token)) {
      long bits = quick.quick(b, from, to - from);
      if (bits != QuickValue.SLOW) {
        ((LongVector) vector).append(bits);
        return true;
      }
    }
    return appendSlow(token, b, from, to);
  }

  private boolean mayBeQuick(ValueToken token) {
    return switch (token) {
      case TEXT -> true;
      case STRING ->
          type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp || column.fixed();
      case NUMBER -> !(type instanceof ColumnType.Bool);
      case BOOLEAN -> type instanceof ColumnType.Bool;
      case STRUCTURE, PIECE -> false;
    };
  }

  private boolean appendSlow(ValueToken token, byte[] b, int from, int to) {
    ValueText.Kind kind = value.classify(b, from, to - from);
    if (kind == ValueText.Kind.BLANK) {
      if (token == ValueToken.TEXT || column.fixed()) {
        vector.appendNull();
        return true;
      }
      return false;
    }
    if (!column.fixed()) {
      boolean other = token == ValueToken.STRING && !isTemporal(b, from, to);
      if (other || token == ValueToken.STRUCTURE || token == ValueToken.PIECE) {
        return false;
      }
    }
    if (!ValueFit.fits(value, b, from, to, column)) {
      return false;
    }
    evidence.add(value);
    if (vector instanceof LongVector longs) {
      longs.append(ValueFit.longValue(value, b, from, to, type));
    } else {
      ColumnType.Decimal decimal = (ColumnType.Decimal) type;
      ((Int128Vector) vector)
          .append(value.decimalValue().setScale(decimal.scale()).unscaledValue());
    }
    return true;
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
