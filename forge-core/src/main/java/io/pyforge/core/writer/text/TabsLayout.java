package io.pyforge.core.writer.text;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.CellPrinter;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.PlainCopier;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table of several columns: one line a row, a tab between two values. Within text a tab is {@code
 * \t}, a line end {@code \n} or {@code \r}, and a backslash two of them; null is {@code \N}. These
 * are the rules of PostgreSQL's COPY in its text form.
 */
record TabsLayout(Schema schema, boolean header) implements TextLayout {
  private static final byte[] NULL = {'\\', 'N'};

  @Override
  public int countedKinds() {
    return 0;
  }

  @Override
  public byte[] head(CellCounts counts) {
    OutputBuffer out = new OutputBuffer();
    if (header && schema.width() > 0) {
      for (int i = 0; i < schema.width(); i++) {
        byte[] name = schema.field(i).name().getBytes(StandardCharsets.UTF_8);
        // The printer reads eight bytes at a time.
        Printer.printText(Arrays.copyOf(name, name.length + Long.BYTES), 0, name.length, out);
        out.reserve(1);
        out.putByte(i + 1 < schema.width() ? '\t' : '\n');
      }
    }
    return Arrays.copyOf(out.array(), out.length());
  }

  @Override
  public RowPrinter newPrinter() {
    CellPrinter[] cells = new CellPrinter[schema.width()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = CellPrinter.of(schema.field(i).type());
    }
    return new Printer(cells);
  }

  @Override
  public List<Notice> notices(CellCounts counts) {
    return List.of();
  }

  private static final class Printer implements RowPrinter {
    private static final PlainCopier COPIER = new PlainCopier(0, '\\', '\t', '\n', '\r');

    private final CellPrinter[] cells;

    Printer(CellPrinter[] cells) {
      this.cells = cells;
    }

    @Override
    public void print(RecordBatch batch, OutputBuffer out, CellCounts counts) {
      for (int i = 0; i < cells.length; i++) {
        cells[i].load(batch.vector(i));
      }
      for (int row = 0; row < batch.rowCount(); row++) {
        for (int i = 0; i < cells.length; i++) {
          if (i > 0) {
            out.reserve(1);
            out.putByte('\t');
          }
          print(cells[i], out);
        }
        out.reserve(1);
        out.putByte('\n');
      }
    }

    private static void print(CellPrinter cell, OutputBuffer out) {
      if (!cell.next()) {
        out.append(NULL);
      } else if (cell instanceof CellPrinter.Bytes bytes && bytes.text()) {
        printText(bytes.buffer(), bytes.offset(), bytes.length(), out);
      } else {
        out.reserve(cell.room());
        out.length(cell.print(out.array(), out.length()));
      }
    }

    static void printText(byte[] source, int offset, int length, OutputBuffer out) {
      out.reserve(2L * length);
      byte[] target = out.array();
      int at = out.length();
      int plain = COPIER.copy(source, offset, length, target, at);
      at += plain;
      for (int i = offset + plain; i < offset + length; i++) {
        byte letter = letter(source[i]);
        if (letter != 0) {
          target[at++] = '\\';
        }
        target[at++] = letter != 0 ? letter : source[i];
      }
      out.length(at);
    }

    /** What stands behind the backslash for a byte, or 0 when the byte stands for itself. */
    private static byte letter(byte b) {
      return switch (b) {
        case '\\' -> '\\';
        case '\t' -> 't';
        case '\n' -> 'n';
        case '\r' -> 'r';
        default -> 0;
      };
    }
  }
}
