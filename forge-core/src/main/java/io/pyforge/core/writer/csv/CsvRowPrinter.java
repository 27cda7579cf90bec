package io.pyforge.core.writer.csv;

import io.pyforge.core.writer.CellBytes;
import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.CellPrinter;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;

/** Prints rows as lines. */
final class CsvRowPrinter implements TextLayout.RowPrinter {
  private final CsvStyle style;
  private final CsvTextPrinter textPrinter;
  private final CellPrinter[] cells;

  /** By column: whether values may need quotes, as text does and numbers as a rule do not. */
  private final boolean[] asText;

  private final OutputBuffer value = new OutputBuffer();

  CsvRowPrinter(Schema schema, CsvStyle style) {
    this.style = style;
    textPrinter = new CsvTextPrinter(style);
    cells = new CellPrinter[schema.width()];
    asText = new boolean[schema.width()];
    for (int i = 0; i < cells.length; i++) {
      ColumnType type = schema.field(i).type();
      cells[i] = CellPrinter.of(type);
      asText[i] =
          type instanceof ColumnType.Text
              || type instanceof ColumnType.Binary
              || style.quoteAll()
              || style.nullText().length > 0
              || inValues(style.delimiter())
              || inValues(style.quote());
    }
  }

  /** Whether a character may stand in a number, a date or the like. */
  private static boolean inValues(byte character) {
    return character >= '0' && character <= '9'
        || character >= 'A' && character <= 'Z'
        || character >= 'a' && character <= 'z'
        || "+-.:".indexOf(character) >= 0;
  }

  @Override
  public void print(RecordBatch batch, OutputBuffer out, CellCounts counts) {
    for (int i = 0; i < cells.length; i++) {
      cells[i].load(batch.vector(i));
    }
    byte[] lineEnd = style.lineEnd();
    byte[] nullText = style.nullText();
    for (int row = 0; row < batch.rowCount(); row++) {
      for (int i = 0; i < cells.length; i++) {
        out.reserve(CellBytes.MAX_LENGTH + nullText.length + 1L);
        if (i > 0) {
          out.putByte(style.delimiter());
        }
        CellPrinter cell = cells[i];
        if (!cell.next()) {
          out.append(nullText);
        } else if (asText[i]) {
          if (printText(cell, i, out)) {
            counts.add(CsvLayout.GUARDED, i);
          }
        } else {
          out.length(cell.print(out.array(), out.length()));
        }
      }
      out.append(lineEnd);
    }
  }

  private boolean printText(CellPrinter cell, int column, OutputBuffer out) {
    if (cell instanceof CellPrinter.Bytes bytes) {
      if (bytes.text()) {
        return textPrinter.print(bytes.buffer(), bytes.offset(), bytes.length(), column == 0, out);
      }
      return textPrinter.print(printed(cell), 0, value.length(), column == 0, out);
    }
    // Numbers are no formulas, whatever sign they begin with.
    textPrinter.printValue(printed(cell), value.length(), out);
    return false;
  }

  /** The value in an array with readable bytes behind it. */
  private byte[] printed(CellPrinter cell) {
    value.clear();
    value.reserve(cell.room());
    value.length(cell.print(value.array(), 0));
    return value.array();
  }
}
