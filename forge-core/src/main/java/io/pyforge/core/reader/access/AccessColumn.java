package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Column;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.result.Notice;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A column of a table, and the type it has in this pass. Calculated columns may hold what their
 * type does not, and extended dates more digits than a timestamp: such values widen the type for
 * the next pass. Used by one thread at a time.
 */
final class AccessColumn {
  private final Column source;
  private final String name;
  private final CellKind kind;
  private ColumnType type;
  private int wholeDigits;
  private int scale;
  private boolean text;

  /**
   * @param name unique in its table
   */
  AccessColumn(Column source, String name) {
    this.source = source;
    this.name = name;
    kind = CellKind.of(source.getType());
    type = CellKind.declaredType(source);
  }

  Column source() {
    return source;
  }

  String name() {
    return name;
  }

  CellKind kind() {
    return kind;
  }

  ColumnType type() {
    return type;
  }

  Field field() {
    return Field.of(name, type);
  }

  /** Whether the type holds a decimal exactly; takes in what it is like. */
  boolean holds(BigDecimal value) {
    int whole = value.signum() == 0 ? 0 : Math.max(0, value.precision() - value.scale());
    int fraction = scaleOf(value);
    wholeDigits = Math.max(wholeDigits, whole);
    scale = Math.max(scale, fraction);
    return type instanceof ColumnType.Decimal decimal
        && fraction <= decimal.scale()
        && whole <= decimal.precision() - decimal.scale();
  }

  /** Takes in a value that only text holds. */
  void learnText() {
    text = true;
  }

  private static int scaleOf(BigDecimal value) {
    if (value.signum() == 0 || value.scale() <= 0) {
      return 0;
    }
    return Math.max(0, value.stripTrailingZeros().scale());
  }

  /** Takes a type that holds all that was learnt; tells if that is another. */
  Optional<Notice> widen() {
    ColumnType wider = wider();
    if (wider.equals(type)) {
      return Optional.empty();
    }
    Notice notice =
        new Notice(
            "type-widened",
            "column "
                + name
                + " is "
                + wider.name()
                + " instead of "
                + type.name()
                + ", which does not hold all of its values");
    type = wider;
    return Optional.of(notice);
  }

  private ColumnType wider() {
    if (text) {
      return new ColumnType.Text();
    }
    if (!(type instanceof ColumnType.Decimal decimal)) {
      return type;
    }
    int declaredWhole = decimal.precision() - decimal.scale();
    if (scale <= decimal.scale() && wholeDigits <= declaredWhole) {
      return type;
    }
    int mostScale = Math.max(scale, decimal.scale());
    int digits = mostScale + Math.max(wholeDigits, source.isCalculated() ? 0 : declaredWhole);
    return digits > ColumnType.Decimal.MAX_PRECISION
        ? new ColumnType.Text()
        : new ColumnType.Decimal(
            source.isCalculated() ? ColumnType.Decimal.MAX_PRECISION : digits, mostScale);
  }
}
