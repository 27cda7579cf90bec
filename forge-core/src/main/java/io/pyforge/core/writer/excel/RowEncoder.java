package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes rows of batches. A cell without a value is no cell. */
final class RowEncoder implements BatchEncoder {
  static final OptionSpec ON_LONG_TEXT =
      OptionSpec.choice(
          "on-long-text",
          "error",
          List.of("error", "truncate"),
          "Text of more than the 32,767 characters that a cell holds: stop with status 4 (error),"
              + " or cut it with a warning (truncate).");

  /** Rows of a batch whose values decide the widths of columns. */
  private static final int WIDTH_ROWS = 100;

  private static final byte[] ROW = "<row r=\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ROW_CELLS = "\">".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_ROW = "</row>".getBytes(StandardCharsets.US_ASCII);

  private final List<ColumnEncoder> columns;
  private final byte[][] starts;
  private final RowBlock block;

  RowEncoder(List<ColumnEncoder> columns) {
    this.columns = columns;
    starts = new byte[columns.size()][];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = ("<c r=\"" + letters(i)).getBytes(StandardCharsets.US_ASCII);
    }
    block = new RowBlock(columns.size());
  }

  /** The name of a column, by its index from 0: A to Z, AA to ZZ, AAA to XFD. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }

  @Override
  public EncodedBlock encode(RecordBatch batch) {
    block.clear();
    OutputBuffer out = block.xml();
    for (int i = 0; i < starts.length; i++) {
      columns.get(i).load(batch.vector(i));
    }
    for (int row = 0; row < batch.rowCount(); row++) {
      out.append(ROW);
      block.gap();
      out.append(ROW_CELLS);
      for (int i = 0; i < starts.length; i++) {
        ColumnEncoder column = columns.get(i);
        if (!column.next()) {
          continue;
        }
        out.append(starts[i]);
        block.gap();
        column.append(out, block.counts());
        if (row < WIDTH_ROWS) {
          block.widths()[i] = Math.max(block.widths()[i], column.width());
        }
      }
      out.append(END_ROW);
      block.endRow();
    }
    return block;
  }
}
