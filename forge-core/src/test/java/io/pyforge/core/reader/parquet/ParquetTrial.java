package io.pyforge.core.reader.parquet;

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
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One attempt at any bytes, in each way of handling arrays. */
record ParquetTrial(byte[] bytes) {
  /** A few bytes may stand for billions of rows; the first ones show what there is to see. */
  private static final int ENOUGH_ROWS = 20_000;

  private static final int PASSES = 3;
  private static final List<Map<String, String>> WAYS =
      List.of(
          Map.of("max-row-bytes", "1MiB"),
          Map.of("max-row-bytes", "1MiB", "array-handling", "concatenate"),
          Map.of("max-row-bytes", "1MiB", "array-handling", "json_string"),
          Map.of("max-row-bytes", "1MiB", "child-tables", "true"));

  /** Checks that each way ends in tables or a failure of the input, and twice in the same. */
  void check() {
    for (Map<String, String> way : WAYS) {
      assertThat(outcome(way)).isEqualTo(outcome(way));
    }
  }

  /** The rows, or the failure. */
  private List<List<@Nullable String>> outcome(Map<String, String> way) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (TabularInput input =
        new ParquetReader()
            .open(
                new MemorySource("t.parquet", bytes),
                OptionValues.of(way),
                new TestReadContext(Path.of(".")))) {
      for (int pass = 0; pass < PASSES; pass++) {
        rows.clear();
        if (read(input, rows)) {
          return rows;
        }
        input.widen();
      }
      throw new AssertionError("values did not fit in " + PASSES + " passes");
    } catch (ForgeException e) {
      assertThat(e.kind()).as(e.problem()).isEqualTo(ErrorKind.INPUT);
      return List.of(List.of(e.code(), e.problem()));
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }

  private static boolean read(TabularInput input, List<List<@Nullable String>> rows)
      throws IOException {
    Set<String> tables = input.tables().stream().map(TableInfo::name).collect(Collectors.toSet());
    RecordBatch batch = new RecordBatch();
    try (TableScan scan = input.scan(tables)) {
      try {
        while (rows.size() < ENOUGH_ROWS && scan.read(batch, new ScanLog())) {
          List<List<@Nullable String>> read = TestTables.rows(batch);
          rows.addAll(read.subList(0, Math.min(ENOUGH_ROWS, read.size())));
        }
        return true;
      } catch (SchemaMiss e) {
        scan.survey();
        return false;
      }
    }
  }
}
