package io.pyforge.core.writer.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextWriterTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCellComesBackFromItsLine(long seed) throws IOException {
    Random random = new Random(seed);
    RecordBatch batch = TestTables.random(random);
    int cut = random.nextInt(batch.rowCount() + 1);
    List<RecordBatch> halves =
        List.of(TestTables.slice(batch, 0, cut), TestTables.slice(batch, cut, batch.rowCount()));
    WrittenOutput written = WrittenOutput.of(new TextWriter(), halves);
    List<List<@Nullable String>> rows = TestTables.rows(batch);
    if (batch.schema().width() == 1) {
      StringBuilder expected = new StringBuilder();
      rows.forEach(row -> expected.append(row.get(0) == null ? "" : row.get(0)).append('\n'));
      assertThat(written.text()).isEqualTo(expected.toString());
      return;
    }
    assertThat(written.notices()).isEmpty();
    String[] lines = written.text().split("\n", -1);
    assertThat(lines).hasSize(rows.size() + 2);
    assertThat(lines[lines.length - 1]).isEmpty();
    List<@Nullable String> names = new ArrayList<>();
    batch.schema().fields().forEach(field -> names.add(field.name()));
    assertThat(cells(lines[0])).isEqualTo(names);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(cells(lines[i + 1])).isEqualTo(rows.get(i));
    }
  }

  /** By the rules of PostgreSQL's COPY. */
  private static List<@Nullable String> cells(String line) {
    List<@Nullable String> cells = new ArrayList<>();
    for (String field : line.split("\t", -1)) {
      if (field.equals("\\N")) {
        cells.add(null);
        continue;
      }
      StringBuilder cell = new StringBuilder();
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        if (c == '\\') {
          char letter = field.charAt(++i);
          cell.append(
              switch (letter) {
                case 't' -> '\t';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case '\\' -> '\\';
                default -> throw new AssertionError("\\" + letter + " in " + line);
              });
        } else {
          cell.append(c);
        }
      }
      cells.add(cell.toString());
    }
    return cells;
  }

  @Test
  void severalColumnsHaveTabsAndNames() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "t",
            Schema.of(
                Field.of("id", new ColumnType.Int64()), Field.of("a\tb", new ColumnType.Text())));
    builder.setLong(0, 1);
    builder.setText(1, "C:\\new\r\nline \"quoted\"");
    builder.endRow();
    builder.setText(1, "");
    builder.endRow();
    builder.setText(1, "\\N");
    builder.endRow();
    assertThat(WrittenOutput.of(new TextWriter(), List.of(batch)).text())
        .isEqualTo("id\ta\\tb\n1\tC:\\\\new\\r\\nline \"quoted\"\n\\N\t\n\\N\t\\\\N\n");
    assertThat(WrittenOutput.of(new TextWriter(), List.of(batch), "output-header", "false").text())
        .startsWith("1\tC:");
  }

  @Test
  void oneColumnIsItsLines() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(batch, "page", Schema.of(Field.of("line", new ColumnType.Text())));
    for (String line : List.of("Chapter 1", "", "\tC:\\temp", "two\nlines", "😀")) {
      builder.setText(0, line);
      builder.endRow();
    }
    WrittenOutput written = WrittenOutput.of(new TextWriter(), List.of(batch));
    assertThat(written.text()).isEqualTo("Chapter 1\n\n\tC:\\temp\ntwo\nlines\n😀\n");
    assertThat(written.notices())
        .containsExactly(
            new Notice(
                "values-of-several-lines",
                "table page: values that hold line ends take several lines: 1 in column line"));
    assertThat(WrittenOutput.of(new TextWriter(), List.of(batch), "output-header", "true").text())
        .startsWith("line\nChapter 1\n");
  }
}
