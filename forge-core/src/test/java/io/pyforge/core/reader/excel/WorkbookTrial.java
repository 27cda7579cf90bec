package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TableRows;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One attack on the whole reader: any bytes, as a file with a workbook's name. */
record WorkbookTrial(byte[] file) {
  private static final Map<String, String> LIMITS =
      Map.of("max-decompressed-size", "4MB", "max-cell-bytes", "64KiB", "include-hidden", "true");
  private static final int SMALL_SAMPLE = 5;
  private static final int WHOLE_SAMPLE = 1 << 20;

  /** Any bytes end in tables or in a failure that the user can understand. */
  void check() throws IOException {
    Path folder = Files.createTempDirectory("workbook-trial");
    try {
      List<List<String>> whole = read(folder, WHOLE_SAMPLE);
      List<List<String>> small = read(folder, SMALL_SAMPLE);
      assertThat(small.isEmpty()).as("refused with a small sample").isEqualTo(whole.isEmpty());
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Names and rows of all tables; empty when the file is refused. */
  private List<List<String>> read(Path folder, int sampleCells) throws IOException {
    MemorySource source = new MemorySource("attack.xlsx", file);
    TestReadContext context = new TestReadContext(folder);
    try (TabularInput input =
        new ExcelReader(sampleCells).open(source, OptionValues.of(LIMITS), context)) {
      assertThat(input.properties()).isNotEmpty();
      Map<String, ?> rows = TableRows.byScan(input);
      for (TableInfo table : input.tables()) {
        table
            .rowCount()
            .ifPresent(count -> assertThat((List<?>) rows.get(table.name())).hasSize((int) count));
      }
      assertThat(secondScan(input)).isEqualTo(rows.size());
      return List.of(List.copyOf(rows.keySet()));
    } catch (ForgeException e) {
      assertThat(e.kind()).as(e.problem()).isEqualTo(ErrorKind.INPUT);
      return List.of();
    } finally {
      assertThat(source.openCount()).as("streams left open").isZero();
    }
  }

  private static int secondScan(TabularInput input) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    input.tables().forEach(table -> names.add(table.name()));
    Set<String> met = new LinkedHashSet<>();
    try (TableScan scan = input.scan(names)) {
      RecordBatch batch = new RecordBatch();
      while (scan.read(batch, new ScanLog())) {
        met.add(batch.table());
      }
    } catch (SchemaMiss e) {
      throw new AssertionError("the types were known from the first scan", e);
    }
    return met.size();
  }
}
