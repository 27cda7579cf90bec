package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.ValueText;
import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attack on the reader: a text with options and sizes. {@link #check} reads it in several ways,
 * which must agree with each other and with {@link ReferenceRows}.
 */
record CsvTrial(byte[] text, Map<String, String> options, int sampleBytes, int blockBytes) {
  /** Bytes of an attack that choose options and sizes. */
  static final int HEAD_BYTES = 4;

  private static final int[] SAMPLES = {1 << 14, 1, 16, 100};
  private static final int[] BLOCKS = {9, 30, 64, 100, 150, 300, 1000, 4096};
  private static final int ONE_BLOCK = 1 << 16;

  /** An attack from arbitrary bytes: the first four choose, the rest is the text. */
  static CsvTrial of(byte[] attack) {
    byte[] head = Arrays.copyOf(attack, HEAD_BYTES);
    byte[] text =
        attack.length <= HEAD_BYTES
            ? new byte[0]
            : Arrays.copyOfRange(attack, HEAD_BYTES, attack.length);
    Map<String, String> options = new LinkedHashMap<>();
    pick(options, "on-ragged", head[0], "pad", "pad", "error", "reject");
    pick(options, "encoding", head[0] >> 2, null, "UTF-8", "UTF-8", "windows-1252");
    pick(options, "on-invalid-text", head[0] >> 4, null, null, null, "replace");
    pick(options, "strict-types", head[0] >> 6, null, null, null, "true");
    pick(options, "header", head[1], null, null, "true", "false");
    pick(options, "null-text", head[1] >> 2, null, null, "NA", "NA,-,\\N");
    pick(options, "escape", head[1] >> 4, null, null, "none", "\\");
    pick(options, "quote", head[1] >> 6, null, null, "none", "'");
    pick(options, "delimiter", head[2], null, ",", ";", "tab");
    pick(options, "comment", head[2] >> 2, null, null, null, "#");
    pick(options, "types", head[2] >> 4, null, null, null, "string");
    pick(options, "schema", head[2] >> 6, null, null, "a:int64", "a:decimal(5,2),b:date");
    if (options.containsKey("schema")) {
      pick(options, "on-schema-error", head[3] >> 6, "reject", null, null, "reject");
    }
    int sample = SAMPLES[head[3] & 3];
    int block = BLOCKS[head[3] >> 3 & 7];
    return new CsvTrial(text, options, sample, block);
  }

  private static void pick(
      Map<String, String> options, String name, int bits, @Nullable String... values) {
    String value = values[bits & 3];
    if (value != null) {
      options.put(name, value);
    }
  }

  /** Reads the text in every way and compares. */
  void check() {
    OptionValues values = OptionValues.of(options);
    ReaderRun small = run(blockBytes, ReaderRun.AfterMiss.SURVEY);
    ReaderRun whole = run(ONE_BLOCK, ReaderRun.AfterMiss.SURVEY);
    ReaderRun late = small.passes() == 1 ? small : run(blockBytes, ReaderRun.AfterMiss.READ);
    if (!small.failure().isEmpty() || !whole.failure().isEmpty() || !late.failure().isEmpty()) {
      checkFailures(small, whole, late);
      return;
    }
    assertThat(withoutPasses(small))
        .as("small blocks and one block")
        .isEqualTo(withoutPasses(whole));
    assertThat(late).as("pieces read or surveyed after a miss").isEqualTo(small);
    try (CsvInput input =
        (CsvInput)
            new CsvReader(sampleBytes, blockBytes)
                .open(source(), values, new TestReadContext(Path.of(".")))) {
      compare(input, whole);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private MemorySource source() {
    return new MemorySource("t.csv", text);
  }

  private ReaderRun run(int block, ReaderRun.AfterMiss afterMiss) {
    return ReaderRun.of(
        new CsvReader(sampleBytes, block), source(), OptionValues.of(options), afterMiss);
  }

  /** What does not depend on the blocks: all but the number of passes and the order of notices. */
  private static ReaderRun withoutPasses(ReaderRun run) {
    List<Notice> counted = new ArrayList<>(run.counted());
    counted.sort(Comparator.comparing(Notice::code));
    return new ReaderRun(
        run.columns(), run.rows(), run.widened(), counted, run.rejects(), run.failure(), 0);
  }

  /** Which of several wrong rows is named may depend on the blocks; that one is named may not. */
  private void checkFailures(ReaderRun small, ReaderRun whole, ReaderRun late) {
    List<String> kinds = new ArrayList<>(List.of("INPUT"));
    if (options.containsKey("schema")) {
      kinds.add("INVALID");
      kinds.add("USAGE");
    }
    for (ReaderRun run : List.of(small, whole, late)) {
      assertThat(run.failure()).isNotEmpty();
      assertThat(kinds).contains(run.failure().substring(0, run.failure().indexOf(' ')));
    }
  }

  private void compare(CsvInput input, ReaderRun run) throws IOException {
    byte[] rows;
    try (InputStream in = input.text().open(0)) {
      in.skipNBytes(input.rowsOffset());
      rows = in.readAllBytes();
    } catch (ForgeException e) {
      throw new AssertionError(e);
    }
    int known = input.columns().size();
    Expected expected = new Expected(input, known);
    List<ReferenceRows.Row> reference = ReferenceRows.of(rows, input.dialect());
    assertThat(reference).allMatch(ReferenceRows.Row::closed);
    expected.learn(reference);
    if (!options.containsKey("schema")) {
      assertThat(run.columns()).as("types by all values").isEqualTo(expected.columnTypes());
      assertThat(run.rejects()).isEqualTo(expected.rejects(rows));
      assertThat(run.rows()).as("values").isEqualTo(expected.rows());
    }
  }

  /** What the rules say the table is. */
  private final class Expected {
    private final CsvInput input;
    private final int known;
    private final List<String> nullTexts = new ArrayList<>();
    private final List<ReferenceRows.Row> kept = new ArrayList<>();
    private final List<ReferenceRows.Row> aside = new ArrayList<>();
    private final List<ColumnEvidence> evidence = new ArrayList<>();
    private final ValueText value = new ValueText();
    private int width;

    Expected(CsvInput input, int known) {
      this.input = input;
      this.known = known;
      input
          .options()
          .nullTexts()
          .forEach(t -> nullTexts.add(new String(t, StandardCharsets.UTF_8)));
    }

    void learn(List<ReferenceRows.Row> rows) {
      boolean reject = input.options().ragged() == CsvOptions.Ragged.REJECT;
      width = known;
      for (ReferenceRows.Row row : rows) {
        if (row.isBlank() && known > 1) {
          continue;
        }
        if (reject && row.cells().size() != known) {
          aside.add(row);
          continue;
        }
        kept.add(row);
        for (int i = known; i < row.cells().size(); i++) {
          ReferenceRows.Cell cell = row.cells().get(i);
          if (!cell.content().isEmpty() && !cell.isNull(nullTexts)) {
            width = Math.max(width, i + 1);
          }
        }
      }
      if (width > 1) {
        kept.removeIf(ReferenceRows.Row::isBlank);
      }
      for (int i = 0; i < width; i++) {
        evidence.add(new ColumnEvidence());
      }
      for (ReferenceRows.Row row : kept) {
        for (int i = 0; i < Math.min(width, row.cells().size()); i++) {
          learn(i, row.cells().get(i));
        }
      }
    }

    private void learn(int i, ReferenceRows.Cell cell) {
      if (cell.isNull(nullTexts)) {
        return;
      }
      byte[] content = cell.content().getBytes(StandardCharsets.UTF_8);
      ValueText.Kind kind =
          value.classify(Arrays.copyOf(content, content.length + 64), 0, content.length);
      if (kind != ValueText.Kind.BLANK) {
        evidence.get(i).add(value);
      } else if (i >= known && content.length > 0) {
        evidence.get(i).addKind(ValueText.Kind.TEXT);
      }
    }

    private ColumnType type(int i) {
      return input.options().allText()
          ? new ColumnType.Text()
          : evidence.get(i).type().orElse(new ColumnType.Text());
    }

    List<String> columnTypes() {
      List<String> names = new ArrayList<>();
      input.columns().forEach(c -> names.add(c.name()));
      while (names.size() < width) {
        names.add("");
      }
      List<String> unique = io.pyforge.spi.batch.Schema.uniqueNames(names);
      List<String> types = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        types.add(unique.get(i) + " " + type(i).name());
      }
      return types;
    }

    List<ScanLog.Reject> rejects(byte[] rows) {
      List<ScanLog.Reject> rejects = new ArrayList<>();
      for (ReferenceRows.Row row : aside) {
        int end = row.end() - 1; // a last row without a line end was given one
        if (end > row.start() && rows[end - 1] == '\r') {
          end--;
        }
        rejects.add(
            new ScanLog.Reject(
                input.table(),
                row.line() + input.rowsLine() - 1,
                row.cells().size() + " fields instead of " + known,
                new String(rows, row.start(), end - row.start(), StandardCharsets.UTF_8)));
      }
      return rejects;
    }

    List<List<@Nullable String>> rows() {
      List<List<@Nullable String>> rows = new ArrayList<>();
      for (ReferenceRows.Row row : kept) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < width; i++) {
          values.add(i < row.cells().size() ? text(row.cells().get(i), type(i)) : null);
        }
        rows.add(values);
      }
      return rows;
    }

    private @Nullable String text(ReferenceRows.Cell cell, ColumnType type) {
      if (cell.isNull(nullTexts)) {
        return null;
      }
      if (type instanceof ColumnType.Text) {
        return cell.content();
      }
      String trimmed = cell.content().replaceAll("^ +| +$", "");
      if (trimmed.isEmpty()) {
        return null;
      }
      if (type instanceof ColumnType.Int64) {
        return Long.toString(Long.parseLong(trimmed));
      }
      if (type instanceof ColumnType.Decimal decimal) {
        return new BigDecimal(trimmed)
            .setScale(decimal.scale(), RoundingMode.UNNECESSARY)
            .toPlainString();
      }
      if (type instanceof ColumnType.Float64) {
        return Double.toString(Double.parseDouble(trimmed));
      }
      if (type instanceof ColumnType.Bool) {
        return trimmed.toLowerCase(java.util.Locale.ROOT);
      }
      if (type instanceof ColumnType.Date) {
        return LocalDate.parse(trimmed).toString();
      }
      String local = trimmed.replaceAll("(Z|\\+00:00|\\+00)$", "").replace(' ', 'T');
      LocalDateTime time = LocalDateTime.parse(local);
      long micros =
          time.toLocalDate().toEpochDay() * 86_400_000_000L
              + time.toLocalTime().toNanoOfDay() / 1000;
      return CellText.ofLong(micros, type);
    }
  }
}
