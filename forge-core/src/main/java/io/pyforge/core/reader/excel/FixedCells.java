package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ValueFit;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A column whose type the user fixed: a cell fits when its text does, by the rules for fixed types
 * of any text.
 */
final class FixedCells extends CellColumn {
  /** Bytes behind a value that {@link ValueText} may look at. */
  private static final int PADDING = 16;

  private final RecordBatch batch;
  private final int index;
  private final SharedStrings strings;
  private final TextBytes text = new TextBytes();
  private final ValueText value = new ValueText();

  FixedCells(Column column, RecordBatch batch, int index, SharedStrings strings) {
    super(column, batch.vector(index));
    this.batch = batch;
    this.index = index;
    this.strings = strings;
  }

  /** The text of a cell that breaks the fixed type, or null when it fits. */
  @Nullable String broken(SheetRow row, int cell) throws IOException {
    text.length = 0;
    CellTexts.append(row, cell, strings, text);
    int length = text.length;
    text.reserve(PADDING);
    if (value.classify(text.bytes, 0, length) == ValueText.Kind.BLANK
        || ValueFit.fits(value, text.bytes, 0, length, column)) {
      return null;
    }
    return new String(text.bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Appends a cell that {@link #broken} found to fit. */
  @Override
  void append(SheetRow row, int cell) throws IOException {
    String wrong = broken(row, cell);
    if (wrong != null) {
      throw new IllegalStateException("was not checked: " + wrong);
    }
    if (value.kind() == ValueText.Kind.BLANK) {
      batch.vector(index).appendNull();
      return;
    }
    if (column.type() instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
      batch
          .int128s(index)
          .append(
              value
                  .decimalValue()
                  .setScale(decimal.scale(), RoundingMode.UNNECESSARY)
                  .unscaledValue());
    } else {
      batch
          .longs(index)
          .append(ValueFit.longValue(value, text.bytes, 0, text.length, column.type()));
    }
  }
}
