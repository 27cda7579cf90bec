package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;

/** Text, and cells of any other kind in the form that {@link CellTexts} gives them. */
final class TextCells extends CellColumn {
  private final BytesVector vector;
  private final TableText text;

  TextCells(Column column, BytesVector vector, TableText text) {
    super(column, vector);
    this.vector = vector;
    this.text = text;
  }

  @Override
  void append(SheetRow row, int cell) throws IOException, SchemaMiss {
    byte kind = row.kinds[cell];
    if (column.unseen() && !CellKind.isText(kind) && kind != CellKind.EMPTY) {
      throw miss(row, cell); // the first value decides, unless it is text
    }
    text.append(row, cell, vector);
  }
}
