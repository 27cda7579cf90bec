package io.pyforge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pass over pieces made up for the test; piece n holds the one row n. */
class PassTest {
  private static final Schema SCHEMA = Schema.of(Field.of("n", new ColumnType.Int64()));
  private static final int PIECES = 40;

  private final Cancellation cancellation = new Cancellation();
  private final Output output = new Output();

  /** What reading one piece does beyond giving its row. */
  private interface Reading {
    void piece(int number) throws IOException, SchemaMiss;
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void blocksAreAppendedInFileOrder(int threads) throws IOException {
    List<Long> counts = new ArrayList<>();
    Pieces pieces = new Pieces(n -> {});
    assertThat(pass(pieces, (log, rows) -> counts.add(log.count("piece"))).run(threads).complete())
        .isTrue();
    assertThat(output.appended).isEqualTo(numbers(0, PIECES));
    assertThat(counts).hasSize(PIECES).containsOnly(1L);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 7})
  void theFailureOfTheEarliestPieceWins(int threads) {
    CountDownLatch later = new CountDownLatch(1);
    Pieces pieces =
        new Pieces(
            n -> {
              if (n == 4) {
                later.countDown();
                throw new IOException("piece 4");
              }
              if (n == 3) {
                await(later);
                throw new IOException("piece 3");
              }
            });
    assertThatThrownBy(() -> pass(pieces, (log, rows) -> {}).run(threads)).hasMessage("piece 3");
    assertThat(output.appended).isSubsetOf(numbers(0, 3));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void afterAMissEveryLaterPieceIsReadOrSurveyed(int threads) throws IOException {
    Pieces pieces =
        new Pieces(
            n -> {
              if (n == 5) {
                throw new SchemaMiss("t", "n", "a test");
              }
            });
    assertThat(pass(pieces, (log, rows) -> {}).run(threads).missed()).isTrue();
    TreeSet<Integer> seen = new TreeSet<>(pieces.read);
    seen.addAll(pieces.surveyed);
    assertThat(seen).hasSize(PIECES);
    assertThat(pieces.surveyed).contains(5, PIECES - 1);
    assertThat(output.appended).isSubsetOf(numbers(0, 5));
  }

  @Test
  void severalMissesAreEachSurveyed() throws IOException {
    CountDownLatch both = new CountDownLatch(2);
    Pieces pieces =
        new Pieces(
            n -> {
              if (n == 0 || n == 1) {
                both.countDown();
                await(both);
                throw new SchemaMiss("t", "n", "a test");
              }
            });
    assertThat(pass(pieces, (log, rows) -> {}).run(2).missed()).isTrue();
    assertThat(pieces.surveyed).contains(0, 1);
  }

  @Test
  void aFailureWhileSurveyingFailsThePass() {
    Pieces pieces =
        new Pieces(
            n -> {
              if (n == 2) {
                throw new SchemaMiss("t", "n", "a test");
              }
            });
    pieces.brokenSurvey = 6;
    assertThatThrownBy(() -> pass(pieces, (log, rows) -> {}).run(1)).hasMessage("survey 6");
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 3})
  void cancellationEndsThePass(int threads) {
    Pieces pieces =
        new Pieces(
            n -> {
              if (n == 3) {
                cancellation.cancel();
              }
            });
    assertThatThrownBy(() -> pass(pieces, (log, rows) -> {}).run(threads))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    assertThat(pieces.cut).isLessThan(PIECES);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 3})
  void aFailingEncoderFailsThePass(int threads) {
    output.brokenEncoder = 7;
    assertThatThrownBy(() -> pass(new Pieces(n -> {}), (log, rows) -> {}).run(threads))
        .hasMessage("encoder at 7");
    assertThat(output.appended).isSubsetOf(numbers(0, 7));
  }

  @Test
  void aFailingListenerFailsThePass() {
    assertThatThrownBy(
            () ->
                pass(
                        new Pieces(n -> {}),
                        (log, rows) -> {
                          throw new IOException("no space");
                        })
                    .run(2))
        .hasMessage("no space");
  }

  @Test
  void errorsOfTheMachineKeepTheirKind() {
    Pieces pieces =
        new Pieces(
            n -> {
              throw new StackOverflowError("deep");
            });
    assertThatThrownBy(() -> pass(pieces, (log, rows) -> {}).run(2))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aFailureOfCuttingFailsThePass() {
    Pieces pieces = new Pieces(n -> {});
    pieces.brokenCut = 9;
    assertThatThrownBy(() -> pass(pieces, (log, rows) -> {}).run(2)).hasMessage("cut 9");
    assertThat(output.appended).isSubsetOf(numbers(0, 9));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void aScanThatCannotBeCutKeepsItsOrder(int threads) throws IOException {
    Pass pass = pass(new SequentialPieces(new Scan(-1)), (log, rows) -> {});
    assertThat(pass.run(threads).complete()).isTrue();
    assertThat(output.appended).isEqualTo(numbers(0, PIECES));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void aScanThatMissesIsSurveyedOnceFromThere(int threads) throws IOException {
    Scan scan = new Scan(6);
    assertThat(pass(new SequentialPieces(scan), (log, rows) -> {}).run(threads).missed()).isTrue();
    assertThat(scan.surveys).isEqualTo(1);
    assertThat(scan.row).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void theEarliestFailureOfEachTableIsKept(int threads) throws IOException {
    Pieces pieces =
        new Pieces(
            n -> {
              if (n % 10 == 5) {
                throw failure(n < 20 ? "a" : "b", n);
              }
            });
    Pass.Outcome outcome = pass(pieces, (log, rows) -> {}).run(threads);
    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.missed()).isFalse();
    assertThat(outcome.failures()).extracting(TableFailure::table).startsWith("a");
    assertThat(outcome.failures().get(0)).hasMessage("piece 5");
    assertThat(output.appended).isSubsetOf(numbers(0, 5));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void surveyingGoesOnBehindATableThatFails(int threads) throws IOException {
    Scan scan = new Scan(6);
    scan.brokenInSurvey.addAll(List.of("a", "b"));
    Pass.Outcome outcome = pass(new SequentialPieces(scan), (log, rows) -> {}).run(threads);
    assertThat(outcome.missed()).isTrue();
    assertThat(outcome.failures()).extracting(TableFailure::table).containsOnly("a", "b");
    assertThat(scan.surveys).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void aScanGoesOnBehindATableThatFails(int threads) throws IOException {
    Scan scan = new Scan(-1);
    scan.brokenAt = 6;
    Pass.Outcome outcome = pass(new SequentialPieces(scan), (log, rows) -> {}).run(threads);
    assertThat(outcome.failures()).singleElement().extracting(TableFailure::table).isEqualTo("a");
    assertThat(scan.row).isEqualTo(PIECES);
  }

  private static TableFailure failure(String table, int piece) {
    return new TableFailure(table, ErrorKind.INPUT, "torn", "piece " + piece, "", null);
  }

  private Pass pass(PieceSource pieces, Pass.Listener listener) {
    return new Pass(pieces, new TableSinks(output), listener, cancellation);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordBatch fill(RecordBatch batch, int number) {
    batch.begin("t", SCHEMA);
    batch.longs(0).append(number);
    return batch;
  }

  private static final class Pieces implements PieceSource {
    private final Reading reading;
    private final ConcurrentSkipListSet<Integer> read = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListSet<Integer> surveyed = new ConcurrentSkipListSet<>();
    private int cut;
    private int brokenCut = -1;
    private int brokenSurvey = -1;

    Pieces(Reading reading) {
      this.reading = reading;
    }

    @Override
    public @Nullable Piece next(RecordBatch batch) throws IOException {
      if (cut == brokenCut) {
        throw new IOException("cut " + cut);
      }
      int number = cut++;
      if (number >= PIECES) {
        return null;
      }
      return new Piece() {
        @Override
        public RecordBatch read(ScanLog log) throws IOException, SchemaMiss {
          reading.piece(number);
          read.add(number);
          log.count("piece", 1, "", "");
          return fill(batch, number);
        }

        @Override
        public void survey() throws IOException {
          if (number == brokenSurvey) {
            throw new IOException("survey " + number);
          }
          surveyed.add(number);
        }
      };
    }

    @Override
    public void close() {}
  }

  private static final class Scan implements TableScan {
    private final int missAt;
    private final Deque<String> brokenInSurvey = new ArrayDeque<>();
    private int brokenAt = -1;
    private int row;
    private int surveys;

    Scan(int missAt) {
      this.missAt = missAt;
    }

    @Override
    public boolean read(RecordBatch into, ScanLog log) throws SchemaMiss {
      if (row == PIECES) {
        return false;
      }
      int number = row++;
      if (number == brokenAt) {
        throw failure("a", number);
      }
      if (number == missAt) {
        throw new SchemaMiss("t", "n", "a test");
      }
      fill(into, number);
      return true;
    }

    @Override
    public void survey() {
      surveys++;
      if (!brokenInSurvey.isEmpty()) {
        throw failure(brokenInSurvey.removeFirst(), row);
      }
    }

    @Override
    public void close() {}
  }

  private static final class Output implements TabularOutput {
    private final List<Integer> appended = new ArrayList<>();
    private int brokenEncoder = -1;

    private record Block(int number) implements EncodedBlock {
      @Override
      public int rowCount() {
        return 1;
      }
    }

    @Override
    public TableSink sink(String table, Schema schema) {
      return new TableSink() {
        @Override
        public BatchEncoder newEncoder() {
          return batch -> {
            int number = (int) batch.longs(0).values()[0];
            if (number == brokenEncoder) {
              throw new IOException("encoder at " + number);
            }
            return new Block(number);
          };
        }

        @Override
        public void append(EncodedBlock block) {
          appended.add(((Block) block).number);
        }
      };
    }

    @Override
    public String fileOf(String table) {
      return table;
    }

    @Override
    public List<Notice> finish() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
