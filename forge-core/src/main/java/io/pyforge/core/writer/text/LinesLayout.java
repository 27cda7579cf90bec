package io.pyforge.core.writer.text;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.CellPrinter;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of one column: its values as they are, each with LF behind it, nothing for null. */
record LinesLayout(String table, Schema schema, boolean header) implements TextLayout {
  private static final int SEVERAL_LINES = 0;

  @Override
  public int countedKinds() {
    return SEVERAL_LINES + 1;
  }

  @Override
  public byte[] head(CellCounts counts) {
    String name = schema.field(0).name();
    return header ? (name + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  @Override
  public RowPrinter newPrinter() {
    return new Printer(CellPrinter.of(schema.field(0).type()));
  }

  @Override
  public List<Notice> notices(CellCounts counts) {
    return counts.total(SEVERAL_LINES) == 0
        ? List.of()
        : List.of(
            new Notice(
                "values-of-several-lines",
                "table "
                    + table
                    + ": values that hold line ends take several lines: "
                    + counts.places(SEVERAL_LINES, schema)));
  }

  private record Printer(CellPrinter cell) implements RowPrinter {
    @Override
    public void print(RecordBatch batch, OutputBuffer out, CellCounts counts) {
      cell.load(batch.vector(0));
      for (int row = 0; row < batch.rowCount(); row++) {
        if (cell.next()) {
          int start = out.length();
          out.reserve(cell.room() + 1);
          out.length(cell.print(out.array(), start));
          if (cell instanceof CellPrinter.Bytes && holdsLineEnd(out, start)) {
            counts.add(SEVERAL_LINES, 0);
          }
        } else {
          out.reserve(1);
        }
        out.putByte('\n');
      }
    }

    private static boolean holdsLineEnd(OutputBuffer out, int from) {
      byte[] text = out.array();
      for (int i = from; i < out.length(); i++) {
        if (text[i] == '\n' || text[i] == '\r') {
          return true;
        }
      }
      return false;
    }
  }
}
