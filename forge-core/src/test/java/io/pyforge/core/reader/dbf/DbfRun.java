package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the reader makes of a table when it is used as the engine uses it.
 *
 * @param columns {@code name type} of each
 * @param notices of the table and of the last pass, by code
 * @param failure kind and code with the sentence, when it failed; everything else is then empty
 */
record DbfRun(
    List<String> columns,
    List<List<@Nullable String>> rows,
    Map<String, String> notices,
    Map<String, String> properties,
    String failure) {
  private static final int MAX_PASSES = 3;

  /** Reads a table in pieces of one size; options are names and values by turns. */
  static DbfRun of(DbfFile table, String... options) {
    return of(TableSource.of(table.bytes(), Map.of()), 1 << 20, false, options);
  }

  static DbfRun of(DbfFile table, Map<String, byte[]> beside, String... options) {
    return of(TableSource.of(table.bytes(), beside), 1 << 20, false, options);
  }

  /**
   * @param late whether pieces behind one that missed are read, as by threads that did not hear of
   *     it in time
   */
  static DbfRun of(InputSource source, int blockBytes, boolean late, String... options) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    try (TabularInput input =
        new DbfReader(blockBytes)
            .open(source, OptionValues.of(values), new TestReadContext(Path.of(".")))) {
      List<Notice> notices = new ArrayList<>();
      for (int pass = 0; pass < MAX_PASSES; pass++) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        ScanLog log = new ScanLog();
        if (read(input, rows, log, late)) {
          List<String> columns = new ArrayList<>();
          for (Field field : input.tables().get(0).schema().fields()) {
            columns.add(field.name() + " " + field.type().name());
          }
          Map<String, String> byCode = new HashMap<>();
          notices.addAll(input.tables().get(0).notices());
          notices.addAll(log.notices());
          notices.forEach(n -> byCode.merge(n.code(), n.message(), (a, b) -> a + "\n" + b));
          return new DbfRun(columns, rows, byCode, input.properties(), "");
        }
        notices.addAll(input.widen());
      }
      throw new AssertionError("values did not fit in " + MAX_PASSES + " passes");
    } catch (ForgeException e) {
      String failure = e.kind() + " " + e.code() + ": " + e.problem();
      return new DbfRun(List.of(), List.of(), Map.of(), Map.of(), failure);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }

  private static boolean read(
      TabularInput input, List<List<@Nullable String>> rows, ScanLog log, boolean late)
      throws IOException {
    boolean missed = false;
    RecordBatch batch = new RecordBatch();
    try (PieceSource pieces = input.pieces(Set.of("t")).orElseThrow()) {
      for (PieceSource.Piece piece = pieces.next(batch);
          piece != null;
          piece = pieces.next(batch)) {
        if (missed && !late) {
          piece.survey();
          continue;
        }
        ScanLog own = new ScanLog();
        try {
          rows.addAll(TestTables.rows(piece.read(own)));
        } catch (SchemaMiss miss) {
          missed = true;
          piece.survey();
        }
        log.merge(own);
      }
    }
    return !missed;
  }

  /** The values of one column. */
  List<@Nullable String> column(int index) {
    List<@Nullable String> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(index)));
    return values;
  }
}
