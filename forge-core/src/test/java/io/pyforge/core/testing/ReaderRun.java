package io.pyforge.core.testing;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader makes of a source when it is used as the engine uses it: pieces in order, surveys
 * after a miss, another pass with wider types.
 *
 * @param columns {@code name type} of each column; {@code table.name type} where there are several
 * @param rows of all tables, in the order they were given
 * @param widened notices of the columns that had to change
 * @param counted notices of the last pass
 * @param failure kind, code and sentence, when it failed; everything else is then empty
 * @param passes until every value fitted
 */
public record ReaderRun(
    List<String> columns,
    List<List<@Nullable String>> rows,
    List<Notice> widened,
    List<Notice> counted,
    List<ScanLog.Reject> rejects,
    String failure,
    int passes) {
  /** What is done with pieces behind the first one that missed. */
  public enum AfterMiss {
    /** They are surveyed, as by one thread. */
    SURVEY,
    /** They are read, as by threads that did not hear of it in time. */
    READ
  }

  private static final int MAX_PASSES = 3;

  /** Reads a source; USAGE and other failures are told like those of the input. */
  public static ReaderRun of(
      FormatReader reader, MemorySource source, OptionValues options, AfterMiss afterMiss) {
    try (TabularInput input = reader.open(source, options, new TestReadContext(Path.of(".")))) {
      List<Notice> widened = new ArrayList<>();
      for (int pass = 1; pass <= MAX_PASSES; pass++) {
        ReaderRun run = pass(input, widened, pass, afterMiss);
        if (run != null) {
          return run;
        }
        widened.addAll(input.widen());
      }
      throw new AssertionError("values did not fit in " + MAX_PASSES + " passes");
    } catch (ForgeException e) {
      return failed(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ReaderRun failed(ForgeException e) {
    String failure = e.kind() + " " + e.code() + ": " + e.problem();
    return new ReaderRun(List.of(), List.of(), List.of(), List.of(), List.of(), failure, 0);
  }

  private static @Nullable ReaderRun pass(
      TabularInput input, List<Notice> widened, int pass, AfterMiss afterMiss) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    input.tables().forEach(table -> names.add(table.name()));
    List<List<@Nullable String>> rows = new ArrayList<>();
    ScanLog log = new ScanLog();
    Optional<PieceSource> pieces = input.pieces(names);
    boolean fitted =
        pieces.isPresent()
            ? readPieces(pieces.get(), rows, log, afterMiss)
            : scan(input, names, rows, log);
    if (!fitted) {
      return null;
    }
    List<String> columns = new ArrayList<>();
    for (TableInfo table : input.tables()) {
      String prefix = names.size() == 1 ? "" : table.name() + ".";
      for (Field field : table.schema().fields()) {
        columns.add(prefix + field.name() + " " + field.type().name());
      }
    }
    return new ReaderRun(
        columns, rows, List.copyOf(widened), log.notices(), log.rejects(), "", pass);
  }

  private static boolean readPieces(
      PieceSource source, List<List<@Nullable String>> rows, ScanLog log, AfterMiss afterMiss)
      throws IOException {
    RecordBatch batch = new RecordBatch();
    boolean missed = false;
    try (PieceSource pieces = source) {
      for (PieceSource.Piece piece = pieces.next(batch);
          piece != null;
          piece = pieces.next(batch)) {
        if (missed && afterMiss == AfterMiss.SURVEY) {
          piece.survey();
          continue;
        }
        ScanLog pieceLog = new ScanLog();
        try {
          rows.addAll(TestTables.rows(piece.read(pieceLog)));
        } catch (SchemaMiss miss) {
          missed = true;
          piece.survey();
        }
        log.merge(pieceLog);
      }
    }
    return !missed;
  }

  private static boolean scan(
      TabularInput input, Set<String> names, List<List<@Nullable String>> rows, ScanLog log)
      throws IOException {
    RecordBatch batch = new RecordBatch();
    try (TableScan scan = input.scan(names)) {
      try {
        while (scan.read(batch, log)) {
          rows.addAll(TestTables.rows(batch));
        }
        return true;
      } catch (SchemaMiss miss) {
        scan.survey();
        return false;
      }
    }
  }

  /** The codes of all notices. */
  public List<String> codes() {
    List<String> codes = new ArrayList<>();
    widened.forEach(n -> codes.add(n.code()));
    counted.forEach(n -> codes.add(n.code()));
    return codes;
  }
}
