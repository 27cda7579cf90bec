package io.pyforge.core.writer.csv;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One table as delimited text: a byte order mark if wanted, names, rows. */
record CsvLayout(String table, Schema schema, CsvStyle style) implements TextLayout {
  /** What is counted: cells that got an apostrophe. */
  static final int GUARDED = 0;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @Override
  public int countedKinds() {
    return GUARDED + 1;
  }

  @Override
  public byte[] head(CellCounts counts) {
    OutputBuffer out = new OutputBuffer();
    if (style.mark()) {
      out.append(BYTE_ORDER_MARK);
    }
    if (style.header() && schema.width() > 0) {
      CsvTextPrinter printer = new CsvTextPrinter(style);
      for (int i = 0; i < schema.width(); i++) {
        if (i > 0) {
          out.append(new byte[] {style.delimiter()});
        }
        byte[] name = schema.field(i).name().getBytes(StandardCharsets.UTF_8);
        // The printer reads eight bytes at a time.
        byte[] padded = Arrays.copyOf(name, name.length + Long.BYTES);
        if (printer.print(padded, 0, name.length, i == 0, out)) {
          counts.add(GUARDED, i);
        }
      }
      out.append(style.lineEnd());
    }
    return Arrays.copyOf(out.array(), out.length());
  }

  @Override
  public RowPrinter newPrinter() {
    return new CsvRowPrinter(schema, style);
  }

  @Override
  public List<Notice> notices(CellCounts counts) {
    long guarded = counts.total(GUARDED);
    return guarded == 0
        ? List.of()
        : List.of(
            new Notice(
                "formulas-guarded",
                "table "
                    + table
                    + ": texts that a spreadsheet takes for formulas begin with an apostrophe now: "
                    + counts.places(GUARDED, schema)));
  }
}
