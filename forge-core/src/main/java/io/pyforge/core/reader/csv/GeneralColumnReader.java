package io.pyforge.core.reader.csv;

import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;

/** Columns of rare types, by the whole rule for every field. */
final class GeneralColumnReader extends ColumnReader {
  private final RecordBatch batch;
  private final ColumnType type;

  GeneralColumnReader(CsvInput input, TextBlock block, int index, RecordBatch batch) {
    super(input, block, index);
    this.batch = batch;
    type = input.columns().get(index).type();
  }

  @Override
  void read(RowIndex rows) throws SchemaMiss {
    int[] before = rows.ends[index()];
    int[] ends = rows.ends(index());
    for (int i = 0; i < rows.rowCount; i++) {
      int start = before[i] + 1;
      if (ends[i] <= start || !slowValue(start)) {
        batch.vector(index()).appendNull();
      } else if (type instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
        batch
            .int128s(index())
            .append(value.decimalValue().setScale(decimal.scale()).unscaledValue());
      } else {
        batch.longs(index()).append(slowLong());
      }
    }
  }
}
