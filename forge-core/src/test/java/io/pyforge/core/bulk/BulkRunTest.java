package io.pyforge.core.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.ConversionOutcome.Converted;
import io.pyforge.core.report.ConversionOutcome.Failed;
import io.pyforge.core.report.ConversionOutcome.Reason;
import io.pyforge.core.report.ConversionOutcome.Skipped;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run itself, with conversions that do what a test says. */
@Timeout(60)
class BulkRunTest {
  private interface Work {
    ConversionResult convert(ConversionRequest request, int threads) throws Exception;
  }

  private final Cancellation cancellation = new Cancellation();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 50})
  void outcomesComeInTheOrderOfTheInputs(int jobs) {
    List<String> told = new ArrayList<>();
    BulkListener listener =
        new BulkListener() {
          @Override
          public void outcome(ConversionOutcome outcome) {
            told.add(outcome.input());
          }
        };
    BulkResult result =
        run(inputs(30).withJobs(jobs), listener, (request, threads) -> done(request));
    assertThat(result.outcomes()).extracting(ConversionOutcome::input).isEqualTo(names(30));
    assertThat(told).isEqualTo(names(30));
    assertThat(result.converted()).isEqualTo(30);
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void noMoreThanTheJobsRunAtATimeAndSoManyDo() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier four = new CyclicBarrier(4);
    run(
        inputs(40).withJobs(4),
        BulkListener.NONE,
        (request, threads) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          four.await(30, TimeUnit.SECONDS); // passed by four only when they run together
          running.decrementAndGet();
          return done(request);
        });
    assertThat(most).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void jobsShareTheThreads(int jobs) {
    List<Integer> given = Collections.synchronizedList(new ArrayList<>());
    run(
        inputs(9).withJobs(jobs),
        BulkListener.NONE,
        (request, threads) -> {
          given.add(threads);
          return done(request);
        });
    assertThat(given).hasSize(9).containsOnly(Math.max(1, 4 / jobs));
  }

  @Test
  void oneInputHasAllThreadsHoweverManyJobsThereMayBe() {
    run(
        inputs(1).withJobs(4),
        BulkListener.NONE,
        (request, threads) -> {
          assertThat(threads).isEqualTo(4);
          return done(request);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aFailureDoesNotStopTheOthers(int jobs) {
    BulkResult result = run(inputs(12).withJobs(jobs), BulkListener.NONE, failing("in3.csv"));
    assertThat(result.converted()).isEqualTo(11);
    assertThat(result.failures()).extracting(ConversionOutcome::input).containsExactly("in3.csv");
    assertThat(result.failure()).contains(ErrorKind.PARTIAL);
  }

  @Test
  void failFastStartsNoMore() {
    BulkResult result = run(inputs(6).withFailFast(true), BulkListener.NONE, failing("in2.csv"));
    assertThat(result.converted()).isEqualTo(2);
    assertThat(result.skipped()).isEqualTo(3);
    assertThat(result.outcomes().subList(3, 6))
        .containsExactly(
            new Skipped("in3.csv", "in3.parquet", Reason.NOT_STARTED),
            new Skipped("in4.csv", "in4.parquet", Reason.NOT_STARTED),
            new Skipped("in5.csv", "in5.parquet", Reason.NOT_STARTED));
    assertThat(result.failure()).contains(ErrorKind.PARTIAL);
  }

  @Test
  void failFastAtTheFirstInputHasTheStatusOfItsFailure() {
    BulkResult result = run(inputs(3).withFailFast(true), BulkListener.NONE, failing("in0.csv"));
    assertThat(result.failure()).contains(ErrorKind.INPUT);
  }

  @Test
  void failFastWithSeveralJobsLetsThoseUnderWayEnd() {
    CountDownLatch failed = new CountDownLatch(1);
    CyclicBarrier four = new CyclicBarrier(4);
    AtomicInteger started = new AtomicInteger();
    BulkListener listener =
        new BulkListener() {
          @Override
          public void finished(ConversionOutcome outcome, int done, int total) {
            if (outcome.failed()) {
              failed.countDown();
            }
          }
        };
    BulkResult result =
        run(
            inputs(40).withJobs(4).withFailFast(true),
            listener,
            (request, threads) -> {
              started.incrementAndGet();
              four.await(30, TimeUnit.SECONDS);
              if (request.input().equals("in1.csv")) {
                throw failure("broken");
              }
              assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
              return done(request);
            });
    assertThat(started).hasValue(4);
    assertThat(result.converted()).isEqualTo(3);
    assertThat(result.failures()).hasSize(1);
    assertThat(result.outcomes().subList(4, 40)).allMatch(ConversionOutcome::notStarted);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aCancelledRunStartsNoMore(int jobs) {
    BulkResult result =
        run(
            inputs(20).withJobs(jobs),
            BulkListener.NONE,
            (request, threads) -> {
              cancellation.cancel();
              cancellation.check();
              return done(request);
            });
    assertThat(result.outcomes())
        .hasSize(20)
        .allSatisfy(
            outcome ->
                assertThat(((Failed) outcome).failure().kind()).isEqualTo(ErrorKind.INTERRUPTED));
    assertThat(result.outcomes())
        .last()
        .extracting(outcome -> ((Failed) outcome).failure().problem())
        .isEqualTo("the run was stopped before this input");
    assertThat(result.failure()).contains(ErrorKind.INTERRUPTED);
  }

  @Test
  void anInterruptCancelsAndIsKept() {
    Thread caller = Thread.currentThread();
    BulkResult result =
        run(
            inputs(8).withJobs(2),
            BulkListener.NONE,
            (request, threads) -> {
              caller.interrupt();
              while (!cancellation.cancelled()) {
                Thread.onSpinWait();
              }
              return done(request);
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.outcomes()).hasSize(8);
    assertThat(result.failure()).contains(ErrorKind.INTERRUPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatNobodyForesawIsAFailureOfItsInput(int jobs) {
    BulkResult result =
        run(
            inputs(5).withJobs(jobs),
            BulkListener.NONE,
            (request, threads) -> {
              if (request.input().equals("in4.csv")) {
                throw new IllegalStateException("broken on purpose");
              }
              if (request.input().equals("in1.csv")) {
                throw new NoClassDefFoundError("org/none");
              }
              return done(request);
            });
    assertThat(result.converted()).isEqualTo(3);
    assertThat(((Failed) result.outcomes().get(4)).failure().problem())
        .isEqualTo("PyForge failed unexpectedly: IllegalStateException: broken on purpose");
    assertThat(((Failed) result.outcomes().get(1)).failure().kind()).isEqualTo(ErrorKind.INTERNAL);
  }

  @Test
  void anErrorOfTheMachineEndsTheRun() {
    AtomicInteger started = new AtomicInteger();
    assertThatThrownBy(
            () ->
                run(
                    inputs(200).withJobs(2),
                    BulkListener.NONE,
                    (request, threads) -> {
                      started.incrementAndGet();
                      throw new InternalError("the machine is broken");
                    }))
        .isInstanceOf(InternalError.class);
    assertThat(started.get()).isPositive();
  }

  @Test
  void outputsThatAreThereAreSkippedWhenAskedFor() {
    BulkResult result =
        run(
            inputs(3).withSkipExisting(true),
            BulkListener.NONE,
            (request, threads) -> {
              throw new ForgeException(ErrorKind.OUTPUT, "output-exists", "it is there", "");
            });
    assertThat(result.outcomes().get(1))
        .isEqualTo(new Skipped("in1.csv", "in1.parquet", Reason.OUTPUT_EXISTS));
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void thePasswordOfAnInputIsAskedFor() {
    BulkListener listener =
        new BulkListener() {
          @Override
          public Optional<String> password(ConversionRequest request) {
            return request.input().equals("in0.csv") ? Optional.of("open") : Optional.empty();
          }
        };
    BulkResult result =
        run(
            inputs(2),
            listener,
            (request, threads) -> {
              if (!"open".equals(request.options().asMap().get("password"))) {
                throw new ForgeException(ErrorKind.INPUT, "password-needed", "it is locked", "");
              }
              return done(request);
            });
    assertThat(result.outcomes().get(0)).isInstanceOf(Converted.class);
    assertThat(((Failed) result.outcomes().get(1)).failure().code()).isEqualTo("password-needed");
  }

  @Test
  void finishedCountsUpOneAtATime() {
    List<Integer> counts = new ArrayList<>();
    BulkListener listener =
        new BulkListener() {
          @Override
          public void finished(ConversionOutcome outcome, int done, int total) {
            counts.add(done);
            assertThat(total).isEqualTo(25);
          }
        };
    run(inputs(25).withJobs(4), listener, (request, threads) -> done(request));
    assertThat(counts).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
  }

  private BulkResult run(BulkRequest request, BulkListener listener, Work work) {
    Surroundings surroundings =
        new TestSurroundings() {
          @Override
          public ConversionResult convert(
              ConversionRequest wanted, int threads, ProgressListener progress, Cancellation stop) {
            try {
              return work.convert(wanted, threads);
            } catch (RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };
    return new BulkRun(request, surroundings, listener, cancellation).run();
  }

  private static Work failing(String input) {
    return (request, threads) -> {
      if (request.input().equals(input)) {
        throw failure(input + " is broken");
      }
      return done(request);
    };
  }

  private static ForgeException failure(String problem) {
    return new ForgeException(ErrorKind.INPUT, "broken", problem, "mend it");
  }

  private static ConversionResult done(ConversionRequest request) {
    return TestSurroundings.result(request);
  }

  private static BulkRequest inputs(int count) {
    return BulkRequest.of(names(count));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "in" + i + ".csv").toList();
  }
}
