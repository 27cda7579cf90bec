package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One attack on the reader of sheets: XML of a sheet. It is read in several ways, which must agree:
 * with and without the short cut for usual cells, from a stream that gives all at once and from one
 * that gives a few bytes at a time.
 *
 * @param step bytes that the slow stream gives at a time
 */
record SheetScanTrial(byte[] xml, boolean from1904, int step) {
  /** Bytes of an attack that choose how it is read. */
  static final int HEAD_BYTES = 1;

  private static final PartName PART = new PartName("attack.xlsx", "sheet");
  private static final long MAX_CELL_BYTES = 1 << 16;

  /** The start of the last line of a sheet that was read to its end. */
  private static final String END = "hidden ";

  /** An attack from arbitrary bytes: the first chooses, the rest is the sheet. */
  static SheetScanTrial of(byte[] attack) {
    int head = attack.length == 0 ? 0 : attack[0];
    byte[] xml =
        attack.length <= HEAD_BYTES
            ? new byte[0]
            : Arrays.copyOfRange(attack, HEAD_BYTES, attack.length);
    return new SheetScanTrial(xml, (head & 1) != 0, 1 + (head >> 1 & 31));
  }

  /** Reads it in every way and compares. */
  void check() throws IOException {
    List<String> expected = rows(true, Integer.MAX_VALUE);
    assertThat(shown(rows(false, Integer.MAX_VALUE)))
        .as("without the short cut")
        .isEqualTo(shown(expected));
    assertThat(shown(rows(true, step))).as("in steps of %s bytes", step).isEqualTo(shown(expected));
  }

  /** What anybody sees of it: rows before a failure are never written. */
  private static List<String> shown(List<String> rows) {
    int last = rows.size() - 1;
    return rows.get(last).startsWith(END) ? rows : rows.subList(last, last + 1);
  }

  /** The rows as texts, and the failure that ended them if one did. */
  private List<String> rows(boolean quick, int bytesAtATime) throws IOException {
    List<String> rows = new ArrayList<>();
    SharedStrings strings =
        new SharedStrings(PART, 1 << 20, new TestReadContext(Path.of("unused")));
    for (String text : List.of("zero", "", "  ", "drei ü")) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      strings.add(utf8, 0, utf8.length);
    }
    NumberFormat[] formats = NumberFormat.values();
    CellContext cells = new CellContext(strings, formats, new NumericCells(from1904));
    SheetRow row = new SheetRow();
    try (InputStream stream = new StepStream(xml, bytesAtATime);
        XmlTokens tokens = new XmlTokens(PART, stream, MAX_CELL_BYTES);
        XmlSheetRows sheet = new XmlSheetRows(tokens, cells, quick)) {
      while (sheet.next(row)) {
        rows.add(text(row, strings));
        assertThat(row.columns).as("columns").startsWith(sorted(row));
      }
      rows.add(END + sheet.hiddenColumns() + " merged " + sheet.merges());
    } catch (ForgeException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
      assertThat(e.problem()).contains("attack.xlsx");
      rows.add(e.code());
    }
    return rows;
  }

  private static int[] sorted(SheetRow row) {
    int[] columns = Arrays.copyOf(row.columns, row.count);
    Arrays.sort(columns);
    return columns;
  }

  private static String text(SheetRow row, SharedStrings strings) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(row.number).append(row.hidden ? "h" : "").append(" f").append(row.formulas);
    for (int i = 0; i < row.count; i++) {
      text.append(' ')
          .append(CellRange.letters(row.columns[i]))
          .append(':')
          .append(row.kinds[i])
          .append('=')
          .append(CellTexts.text(row, i, strings));
    }
    return text.toString();
  }

  /** Gives a few bytes at a time. */
  private static final class StepStream extends ByteArrayInputStream {
    private final int step;

    StepStream(byte[] bytes, int step) {
      super(bytes);
      this.step = step;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(step, length));
    }
  }
}
