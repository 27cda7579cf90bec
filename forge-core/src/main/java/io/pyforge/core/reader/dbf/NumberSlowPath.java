package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;

/** The whole rule for one number in digits: what it is, and whether its column holds it. */
final class NumberSlowPath {
  private final ColumnReader reader;
  private final NumberText number = new NumberText();
  private final ColumnType type;

  NumberSlowPath(ColumnReader reader) {
    this.reader = reader;
    type = reader.column.type();
  }

  /** The number that {@link #holds} found. */
  NumberText number() {
    return number;
  }

  /**
   * Whether a row has a number; otherwise it is null, and counted where that is worth telling.
   *
   * @throws SchemaMiss if the column does not hold it
   */
  boolean holds(int row) throws SchemaMiss {
    switch (parse(row)) {
      case BLANK:
        return false;
      case OVERFLOW:
        reader.log.count(
            "number-overflow",
            row,
            reader,
            ScanLog.counted("number is", "numbers are")
                + " null: the field was too short when it was written, and"
                + " holds asterisks instead; the first is "
                + ScanLog.FIRST);
        return false;
      case NUMBER:
        if (!fits()) {
          throw reader.miss(row);
        }
        return true;
      case OTHER:
        if (!reader.input.options().nullInvalidValues()) {
          throw reader.miss(row);
        }
        reader.countInvalid(row);
        return false;
    }
    throw new IllegalStateException("a kind of number without a rule");
  }

  /** Adds the value to the evidence if the column does not hold it. */
  void survey(int row) {
    NumberText.Kind kind = parse(row);
    if (kind == NumberText.Kind.NUMBER && !fits()) {
      if (type instanceof ColumnType.Float64) {
        reader.column.evidence().addText();
      } else {
        reader.column.evidence().add(number);
      }
    } else if (kind == NumberText.Kind.OTHER && !reader.input.options().nullInvalidValues()) {
      reader.column.evidence().addText();
    }
  }

  private NumberText.Kind parse(int row) {
    int from = reader.block.starts[row] + reader.column.field().offset();
    return number.parse(reader.block.text.bytes, from, from + reader.column.field().length());
  }

  private boolean fits() {
    if (type instanceof ColumnType.Float64) {
      return number.doubleKeepsIt();
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return number.scale() <= decimal.scale()
          && number.wholeDigits() <= decimal.precision() - decimal.scale();
    }
    return number.scale() == 0
        && number.wholeDigits() <= (type instanceof ColumnType.Int32 ? 9 : 18);
  }
}
