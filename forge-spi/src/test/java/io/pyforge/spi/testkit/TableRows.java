package io.pyforge.spi.testkit;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads inputs as the engine does, widening included, into rows of text by table. */
public final class TableRows {
  /** How often an engine starts again before it gives up. */
  private static final int MAX_RESTARTS = 2;

  private TableRows() {}

  /** All rows of all tables by {@link TabularInput#scan}. */
  public static Map<String, List<List<@Nullable String>>> byScan(TabularInput input)
      throws IOException {
    return withRestarts(input, tables -> scan(input, tables));
  }

  /** All rows of all tables by {@link TabularInput#pieces}; empty when it cannot be cut. */
  public static Optional<Map<String, List<List<@Nullable String>>>> byPieces(TabularInput input)
      throws IOException {
    Optional<PieceSource> probe = input.pieces(names(input));
    if (probe.isEmpty()) {
      return Optional.empty();
    }
    probe.get().close();
    return Optional.of(withRestarts(input, tables -> pieces(input, tables)));
  }

  private interface Pass {
    Map<String, List<List<@Nullable String>>> run(Set<String> tables)
        throws IOException, SchemaMiss;
  }

  private static Map<String, List<List<@Nullable String>>> withRestarts(
      TabularInput input, Pass pass) throws IOException {
    for (int restarts = 0; ; restarts++) {
      try {
        return pass.run(names(input));
      } catch (SchemaMiss miss) {
        if (restarts == MAX_RESTARTS) {
          throw new AssertionError("types still miss after " + restarts + " restarts", miss);
        }
        input.widen();
      }
    }
  }

  private static Map<String, List<List<@Nullable String>>> scan(
      TabularInput input, Set<String> tables) throws IOException, SchemaMiss {
    Map<String, List<List<@Nullable String>>> rows = new LinkedHashMap<>();
    RecordBatch batch = new RecordBatch();
    try (TableScan scan = input.scan(tables)) {
      try {
        while (scan.read(batch, new ScanLog())) {
          add(rows, batch);
        }
      } catch (SchemaMiss miss) {
        scan.survey();
        throw miss;
      }
    }
    return rows;
  }

  private static Map<String, List<List<@Nullable String>>> pieces(
      TabularInput input, Set<String> tables) throws IOException, SchemaMiss {
    Map<String, List<List<@Nullable String>>> rows = new LinkedHashMap<>();
    SchemaMiss firstMiss = null;
    RecordBatch batch = new RecordBatch();
    try (PieceSource source =
        input.pieces(tables).orElseThrow(() -> new AssertionError("pieces came only once"))) {
      for (PieceSource.Piece piece = source.next(batch);
          piece != null;
          piece = source.next(batch)) {
        try {
          if (firstMiss == null) {
            add(rows, piece.read(new ScanLog()));
          } else {
            piece.survey();
          }
        } catch (SchemaMiss miss) {
          firstMiss = miss;
          piece.survey();
        }
      }
    }
    if (firstMiss != null) {
      throw firstMiss;
    }
    return rows;
  }

  private static void add(Map<String, List<List<@Nullable String>>> rows, RecordBatch batch) {
    rows.computeIfAbsent(batch.table(), table -> new ArrayList<>()).addAll(TestTables.rows(batch));
  }

  private static Set<String> names(TabularInput input) {
    Set<String> names = new LinkedHashSet<>();
    for (TableInfo table : input.tables()) {
      names.add(table.name());
    }
    return names;
  }
}
