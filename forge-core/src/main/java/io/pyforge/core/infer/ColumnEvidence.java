package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a column look like, added up. Evidence only grows, and neither the order of
 * values nor the order of {@link #merge}s matters: the same values give the same type, however the
 * input was cut.
 *
 * <p>The type is the narrowest that holds every value seen exactly:
 *
 * <ul>
 *   <li>whole numbers: int64
 *   <li>numbers with a point of up to 18 digits: decimal(18,s), s being the longest fraction
 *   <li>longer ones: float64 when a double keeps every value, else decimal(38,s), else text
 *   <li>numbers with an exponent: float64 when a double keeps every value, else text
 *   <li>only booleans, dates, timestamps (all local or all UTC): that type
 *   <li>anything else, and any mixture: text
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class ColumnEvidence {
  private final EnumSet<ValueText.Kind> kinds = EnumSet.noneOf(ValueText.Kind.class);
  private int maxIntegerDigits;
  private int maxScale;
  private boolean beyondDouble;

  /** Adds a value. */
  public void add(ValueText value) {
    ValueText.Kind kind = value.kind();
    if (kind == ValueText.Kind.BLANK) {
      return;
    }
    kinds.add(kind);
    switch (kind) {
      case INTEGER, DECIMAL -> {
        maxIntegerDigits = Math.max(maxIntegerDigits, value.integerDigits());
        maxScale = Math.max(maxScale, value.scale());
        beyondDouble = beyondDouble || !value.doubleKeepsIt();
      }
      case FLOAT -> beyondDouble = beyondDouble || !value.doubleKeepsIt();
      default -> {
        // The kind says it all.
      }
    }
  }

  /** Adds values of one kind whose details do not matter: text, booleans, dates, timestamps. */
  public void addKind(ValueText.Kind kind) {
    kinds.add(kind);
  }

  /**
   * Adds many numbers of up to 18 digits at once.
   *
   * @param kind INTEGER or DECIMAL
   * @param integerDigits most digits that any one has before the point
   * @param scale most digits that any one has after it
   * @param notKept whether {@link ValueText#doubleKeeps} is false for any
   */
  public void addNumbers(ValueText.Kind kind, int integerDigits, int scale, boolean notKept) {
    kinds.add(kind);
    maxIntegerDigits = Math.max(maxIntegerDigits, integerDigits);
    maxScale = Math.max(maxScale, scale);
    beyondDouble |= notKept;
  }

  /** Adds what other evidence knows. */
  public void merge(ColumnEvidence other) {
    kinds.addAll(other.kinds);
    maxIntegerDigits = Math.max(maxIntegerDigits, other.maxIntegerDigits);
    maxScale = Math.max(maxScale, other.maxScale);
    beyondDouble |= other.beyondDouble;
  }

  /** Whether any value was seen that is more than blanks. */
  public boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** Whether a value was seen that only text holds, so that nothing more can change the type. */
  public boolean isText() {
    return kinds.contains(ValueText.Kind.TEXT);
  }

  /** The kinds of value seen. */
  public Set<ValueText.Kind> kinds() {
    return EnumSet.copyOf(kinds);
  }

  /** The narrowest type that holds every value; empty when there was none. */
  public Optional<ColumnType> type() {
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    if (kinds.size() == 1) {
      ColumnType only =
          switch (kinds.iterator().next()) {
            case BOOLEAN -> new ColumnType.Bool();
            case DATE -> new ColumnType.Date();
            case TIMESTAMP -> new ColumnType.Timestamp(false);
            case TIMESTAMP_UTC -> new ColumnType.Timestamp(true);
            case INTEGER, DECIMAL, FLOAT -> number();
            case BLANK, TEXT -> new ColumnType.Text();
          };
      return Optional.of(only);
    }
    boolean numbers =
        EnumSet.of(ValueText.Kind.INTEGER, ValueText.Kind.DECIMAL, ValueText.Kind.FLOAT)
            .containsAll(kinds);
    return Optional.of(numbers ? number() : new ColumnType.Text());
  }

  private ColumnType number() {
    if (kinds.contains(ValueText.Kind.FLOAT)) {
      return beyondDouble ? new ColumnType.Text() : new ColumnType.Float64();
    }
    if (maxScale == 0) {
      return new ColumnType.Int64();
    }
    int digits = maxIntegerDigits + maxScale;
    if (digits <= ColumnType.Decimal.MAX_LONG_PRECISION) {
      return new ColumnType.Decimal(ColumnType.Decimal.MAX_LONG_PRECISION, maxScale);
    }
    if (!beyondDouble) {
      return new ColumnType.Float64();
    }
    return digits <= ColumnType.Decimal.MAX_PRECISION
        ? new ColumnType.Decimal(ColumnType.Decimal.MAX_PRECISION, maxScale)
        : new ColumnType.Text();
  }
}
