package io.pyforge.core.reader.csv;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as the engine does: pieces in order, surveys after a miss, another pass with wider
 * types.
 *
 * @param columns {@code name type} of each column
 * @param widened notices of the columns that had to change
 * @param counted notices of the last pass
 * @param failure kind, code and sentence, when it failed; everything else is then empty
 * @param passes until every value fitted
 */
record CsvRun(
    List<String> columns,
    List<List<@Nullable String>> rows,
    List<Notice> widened,
    List<Notice> counted,
    List<ScanLog.Reject> rejects,
    String failure,
    int passes) {
  /** What is done with pieces behind the first one that missed. */
  enum AfterMiss {
    /** They are surveyed, as by one thread. */
    SURVEY,
    /** They are read, as by threads that did not hear of it in time. */
    READ
  }

  private static final int MAX_PASSES = 3;

  static CsvRun of(String text, String... options) {
    return of(new CsvReader(), text, options);
  }

  /** Options are names and values by turns. */
  static CsvRun of(CsvReader reader, String text, String... options) {
    Map<String, String> values = new java.util.TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    MemorySource source = new MemorySource("t.csv", text.getBytes(StandardCharsets.UTF_8));
    return of(reader, source, OptionValues.of(values), AfterMiss.SURVEY);
  }

  static CsvRun of(
      CsvReader reader, MemorySource source, OptionValues options, AfterMiss afterMiss) {
    try (CsvInput input =
        (CsvInput) reader.open(source, options, new TestReadContext(Path.of(".")))) {
      List<Notice> widened = new ArrayList<>();
      for (int pass = 1; pass <= MAX_PASSES; pass++) {
        CsvRun run = pass(input, widened, pass, afterMiss);
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

  private static CsvRun failed(ForgeException e) {
    String failure = e.kind() + " " + e.code() + ": " + e.problem();
    return new CsvRun(List.of(), List.of(), List.of(), List.of(), List.of(), failure, 0);
  }

  private static @Nullable CsvRun pass(
      CsvInput input, List<Notice> widened, int pass, AfterMiss afterMiss) throws IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    ScanLog log = new ScanLog();
    RecordBatch batch = new RecordBatch();
    boolean missed = false;
    try (PieceSource pieces = input.pieces(Set.of(input.table())).orElseThrow()) {
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
    if (missed) {
      return null;
    }
    List<String> columns = new ArrayList<>();
    for (Field field : input.schema().fields()) {
      columns.add(field.name() + " " + field.type().name());
    }
    return new CsvRun(columns, rows, List.copyOf(widened), log.notices(), log.rejects(), "", pass);
  }

  /** The codes of all notices. */
  List<String> codes() {
    List<String> codes = new ArrayList<>();
    widened.forEach(n -> codes.add(n.code()));
    counted.forEach(n -> codes.add(n.code()));
    return codes;
  }
}
