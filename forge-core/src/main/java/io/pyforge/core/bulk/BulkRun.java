package io.pyforge.core.bulk;

import io.pyforge.core.bulk.Arrangement.Job;
import io.pyforge.core.engine.ConversionFailure;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.ConversionOutcome.Converted;
import io.pyforge.core.report.ConversionOutcome.Failed;
import io.pyforge.core.report.ConversionOutcome.Reason;
import io.pyforge.core.report.ConversionOutcome.Skipped;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Converts many inputs, several at a time when asked. One that fails does not stop the others
 * unless the request says so; a cancelled run does not start any more.
 */
public final class BulkRun {
  private static final String PASSWORD_NEEDED = "password-needed";
  private static final String OUTPUT_EXISTS = "output-exists";

  private final BulkRequest request;
  private final Surroundings surroundings;
  private final BulkListener listener;
  private final Cancellation cancellation;
  private final Object finishing = new Object();
  private int done;
  private volatile boolean failed;

  /** A run that has not started. */
  public BulkRun(
      BulkRequest request,
      Surroundings surroundings,
      BulkListener listener,
      Cancellation cancellation) {
    this.request = request;
    this.surroundings = surroundings;
    this.listener = listener;
    this.cancellation = cancellation;
  }

  /**
   * Which input goes where.
   *
   * @throws ForgeException kind USAGE when inputs and outputs get into each other's way
   */
  public static Arrangement arrange(BulkRequest request, Surroundings surroundings) {
    return Arranger.arrange(request, surroundings);
  }

  /**
   * Converts everything. An interrupt of the calling thread cancels the run, and is kept.
   *
   * @throws ForgeException kind USAGE when inputs and outputs get into each other's way; what
   *     happens to single inputs is in the result
   */
  public BulkResult run() {
    long started = System.nanoTime();
    Arrangement arrangement = arrange(request, surroundings);
    List<Notice> notices = new ArrayList<>(arrangement.notices());
    notices.forEach(listener::notice);
    Resumption resumption = Resumption.open(request, surroundings, arrangement);
    List<ConversionOutcome> outcomes = convertAll(arrangement.jobs(), resumption);
    resumption.notices().forEach(listener::notice);
    notices.addAll(resumption.notices());
    return new BulkResult(outcomes, notices, Duration.ofNanos(System.nanoTime() - started));
  }

  private List<ConversionOutcome> convertAll(List<Job> jobs, Resumption resumption) {
    int atATime = Math.min(request.jobs(), jobs.size());
    int threads = Math.max(1, surroundings.workers() / Math.max(1, atATime));
    List<ConversionOutcome> outcomes = new ArrayList<>();
    if (atATime <= 1) {
      for (Job job : jobs) {
        ConversionOutcome outcome = finish(job, resumption, threads, jobs.size());
        outcomes.add(outcome);
        listener.outcome(outcome);
      }
      return outcomes;
    }
    ExecutorService workers = Executors.newFixedThreadPool(atATime);
    List<Future<ConversionOutcome>> running = new ArrayList<>();
    boolean interrupted = false;
    try {
      for (Job job : jobs) {
        running.add(workers.submit(() -> finish(job, resumption, threads, jobs.size())));
      }
      for (Future<ConversionOutcome> task : running) {
        while (true) {
          try {
            ConversionOutcome outcome = task.get();
            outcomes.add(outcome);
            listener.outcome(outcome);
            break;
          } catch (InterruptedException e) {
            cancellation.cancel();
            interrupted = true;
          }
        }
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw defect(e);
    } finally {
      running.forEach(task -> task.cancel(false)); // nothing is left of them but after a defect
      workers.shutdown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IllegalStateException defect(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a failure got past the run", e);
  }

  private ConversionOutcome finish(Job job, Resumption resumption, int threads, int total) {
    ConversionOutcome outcome = convert(job, resumption, threads);
    synchronized (finishing) {
      failed |= outcome.failed();
      listener.finished(outcome, ++done, total);
    }
    return outcome;
  }

  private ConversionOutcome convert(Job job, Resumption resumption, int threads) {
    if (job.failure().isPresent()) {
      return failure(job, job.failure().get());
    }
    if (cancellation.cancelled()) {
      return failure(job, BulkFailures.stopped());
    }
    Optional<String> unchanged = resumption.unchanged(job);
    if (unchanged.isPresent()) {
      return new Skipped(job.input(), unchanged.get(), Reason.UNCHANGED);
    }
    if (request.failFast() && failed) {
      return new Skipped(job.input(), job.place(), Reason.NOT_STARTED);
    }
    ConversionRequest wanted = request.conversion(job);
    if (resumption.mayReplace(job)) {
      wanted = wanted.withForce(true);
    }
    resumption.starting(job);
    try {
      ConversionResult result = convert(wanted, threads);
      resumption.converted(job, result);
      return new Converted(result);
    } catch (ForgeException e) {
      resumption.failed(job, e.code());
      if (request.skipExisting() && e.code().equals(OUTPUT_EXISTS)) {
        return new Skipped(job.input(), job.place(), Reason.OUTPUT_EXISTS);
      }
      return failure(job, e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      resumption.failed(job, "");
      return failure(job, BulkFailures.unexpected(e));
    }
  }

  private ConversionResult convert(ConversionRequest wanted, int threads) {
    ProgressListener progress = listener.starting(wanted);
    try {
      return surroundings.convert(wanted, threads, progress, cancellation);
    } catch (ForgeException e) {
      Optional<String> password =
          e.code().equals(PASSWORD_NEEDED) ? listener.password(wanted) : Optional.empty();
      if (password.isEmpty()) {
        throw e;
      }
      ConversionRequest opened = wanted.withOption(CommonOptions.PASSWORD.name(), password.get());
      return surroundings.convert(opened, threads, listener.starting(opened), cancellation);
    }
  }

  private static Failed failure(Job job, ForgeException failure) {
    List<Attempt> attempts =
        failure instanceof ConversionFailure conversion ? conversion.attempts() : List.of();
    return new Failed(job.input(), failure, attempts);
  }
}
