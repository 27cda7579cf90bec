package io.pyforge.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader keeps to. Extend it, give a reader and a sample, and run it with your tests.
 *
 * <pre>{@code
 * class HelloReaderTest extends FormatReaderContract {
 *   protected FormatReader reader() { return new HelloReader(); }
 *   protected MemorySource sample() { return new MemorySource("a.hello", bytes); }
 * }
 * }</pre>
 */
public abstract class FormatReaderContract {
  /** Owner-only folder of one test. */
  @TempDir protected Path contractFolder;

  /** A new reader. */
  protected abstract FormatReader reader();

  /** A new source that the reader can read: with rows, and named with one of its suffixes. */
  protected abstract MemorySource sample() throws IOException;

  /** Options to open the sample with; none unless overridden. */
  protected OptionValues options() {
    return OptionValues.none();
  }

  @Test
  void formatAndSuffixesAreLowerCaseWords() {
    FormatReader reader = reader();
    assertThat(reader.format()).matches("[a-z][a-z0-9_-]*");
    assertThat(reader.description()).isNotBlank().doesNotContain("\n");
    assertThat(reader.suffixes())
        .doesNotHaveDuplicates()
        .allSatisfy(
            suffix -> {
              assertThat(suffix).doesNotStartWith(".").isNotBlank();
              assertThat(suffix).isEqualTo(suffix.toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void optionsAreUniqueAndDocumented() {
    OptionRules.check(reader().options());
  }

  @Test
  void matchRecognisesTheSample() throws IOException {
    assertThat(reader().match(sample().head()))
        .isBetween(FormatReader.POSSIBLE, FormatReader.CERTAIN);
  }

  @Test
  void matchIsPureAndStaysWithinItsRange() throws IOException {
    FormatReader reader = reader();
    List<SourceHead> heads =
        List.of(
            sample().head(),
            new SourceHead("unknown", new byte[0], true),
            new SourceHead("", new byte[] {0}, true),
            new SourceHead("a.txt", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), true),
            new SourceHead("zeros.bin", new byte[SourceHead.LENGTH], false));
    for (SourceHead head : heads) {
      byte[] before = head.bytes().clone();
      int score = reader.match(head);
      assertThat(score).isBetween(FormatReader.NO_MATCH, FormatReader.CERTAIN);
      assertThat(reader.match(head)).as("second score").isEqualTo(score);
      assertThat(reader().match(head)).as("score of a new reader").isEqualTo(score);
      assertThat(head.bytes()).as("bytes of the head").isEqualTo(before);
    }
  }

  @Test
  void tableNamesAreUnique() throws IOException {
    try (TabularInput input = open(sample())) {
      assertThat(input.tables()).extracting(TableInfo::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void propertyNamesAreSnakeCase() throws IOException {
    try (TabularInput input = open(sample())) {
      assertThat(input.properties().keySet())
          .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }
  }

  @Test
  void batchesFollowTheSchemaOfTheirTable() throws Exception {
    try (TabularInput input = open(sample())) {
      TableRows.byScan(input); // widens where that is needed
      Set<String> names = names(input);
      RecordBatch batch = new RecordBatch();
      try (TableScan scan = input.scan(names)) {
        while (scan.read(batch, new ScanLog())) {
          for (int i = 0; i < batch.schema().width(); i++) {
            assertThat(batch.vector(i).rowCount())
                .as("rows of column %s", batch.schema().field(i).name())
                .isEqualTo(batch.rowCount());
          }
          for (TableInfo table : input.tables()) {
            if (table.name().equals(batch.table())) {
              assertThat(batch.schema()).isEqualTo(table.schema());
            }
          }
        }
      }
    }
  }

  @Test
  void knownRowCountsAreTrue() throws IOException {
    try (TabularInput input = open(sample())) {
      Map<String, List<List<@Nullable String>>> rows = TableRows.byScan(input);
      for (TableInfo table : input.tables()) {
        table
            .rowCount()
            .ifPresent(count -> assertThat(rows.get(table.name())).hasSize((int) count));
      }
    }
  }

  @Test
  void secondScanGivesTheSameRows() throws IOException {
    try (TabularInput input = open(sample())) {
      Map<String, List<List<@Nullable String>>> first = TableRows.byScan(input);
      assertThat(first).isNotEmpty();
      assertThat(TableRows.byScan(input)).isEqualTo(first);
    }
  }

  @Test
  void secondOpeningGivesTheSameRows() throws IOException {
    MemorySource source = sample();
    Map<String, List<List<@Nullable String>>> first;
    try (TabularInput input = open(source)) {
      first = TableRows.byScan(input);
    }
    try (TabularInput input = open(source)) {
      assertThat(TableRows.byScan(input)).isEqualTo(first);
    }
  }

  @Test
  void piecesGiveTheSameRowsAsAScan() throws IOException {
    try (TabularInput input = open(sample())) {
      Map<String, List<List<@Nullable String>>> scanned = TableRows.byScan(input);
      TableRows.byPieces(input).ifPresent(pieces -> assertThat(pieces).isEqualTo(scanned));
    }
  }

  @Test
  void scanOfNoTableGivesNoRows() throws Exception {
    try (TabularInput input = open(sample());
        TableScan scan = input.scan(Set.of())) {
      RecordBatch batch = new RecordBatch();
      List<String> unwanted = new ArrayList<>();
      while (scan.read(batch, new ScanLog())) {
        unwanted.add(batch.table());
      }
      assertThat(unwanted).doesNotContainAnyElementsOf(new HashSet<>(names(input)));
    }
  }

  @Test
  void closingTwiceIsHarmlessAndLeavesNothingOpen() throws IOException {
    MemorySource source = sample();
    TabularInput input = open(source);
    TableScan scan = input.scan(names(input));
    scan.close();
    scan.close();
    input.close();
    input.close();
    assertThat(source.openCount()).as("streams and channels left open").isZero();
  }

  @Test
  void cancellationStopsAScan() throws IOException {
    TestReadContext context = new TestReadContext(contractFolder);
    try (TabularInput input = reader().open(sample(), options(), context);
        TableScan scan = input.scan(names(input))) {
      context.cancel();
      assertThatThrownBy(
              () -> {
                while (scan.read(new RecordBatch(), new ScanLog())) {
                  continue;
                }
              })
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    }
  }

  private TabularInput open(MemorySource source) throws IOException {
    return reader().open(source, options(), new TestReadContext(contractFolder));
  }

  private static Set<String> names(TabularInput input) {
    Set<String> names = new LinkedHashSet<>();
    input.tables().forEach(table -> names.add(table.name()));
    return names;
  }
}
