package io.pyforge.cli.command;

import io.pyforge.cli.output.Failures;
import io.pyforge.cli.output.ProgressDisplay;
import io.pyforge.cli.output.Reports;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Converts inputs, several at a time when asked, and tells about each in their order. One that
 * fails does not stop the others; a cancelled session does.
 */
final class BatchRunner {
  /**
   * How to go about it.
   *
   * @param suffixOf the suffix of an input's output, where that has no name yet
   * @param quiet whether nothing is printed to standard output
   */
  record Choices(
      int jobs,
      Function<String, String> suffixOf,
      boolean skipExisting,
      boolean progress,
      boolean quiet,
      boolean verbose) {}

  private final Session session;
  private final Consumer<ConversionRequest> beforeEach;
  private final Choices choices;

  /**
   * @param beforeEach called before each conversion
   */
  BatchRunner(Session session, Consumer<ConversionRequest> beforeEach, Choices choices) {
    this.session = session;
    this.beforeEach = beforeEach;
    this.choices = choices;
  }

  /** One outcome per job, in their order. */
  List<ConversionOutcome> run(
      List<Arrangement.Job> jobs, Function<Arrangement.Job, ConversionRequest> request) {
    List<Callable<ConversionOutcome>> work = new ArrayList<>();
    int threads = Math.min(choices.jobs(), jobs.size());
    for (Arrangement.Job job : jobs) {
      work.add(() -> convert(job, request, threads <= 1));
    }
    List<ConversionOutcome> outcomes = new ArrayList<>();
    if (threads <= 1) {
      for (int i = 0; i < jobs.size(); i++) {
        outcomes.add(tell(convert(jobs.get(i), request, true)));
      }
      return outcomes;
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<ConversionOutcome>> running = new ArrayList<>();
      work.forEach(task -> running.add(workers.submit(task)));
      for (int i = 0; i < running.size(); i++) {
        outcomes.add(tell(outcome(jobs.get(i), running.get(i))));
      }
    } finally {
      workers.shutdown();
    }
    return outcomes;
  }

  private ConversionOutcome outcome(Arrangement.Job job, Future<ConversionOutcome> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failed(job, cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(job, stopped());
    }
  }

  private ConversionOutcome convert(
      Arrangement.Job job,
      Function<Arrangement.Job, ConversionRequest> request,
      boolean showProgress) {
    if (job.failure().isPresent()) {
      return failed(job, job.failure().get());
    }
    if (session.stopping()) {
      return failed(job, stopped());
    }
    try (ProgressDisplay display =
        ProgressDisplay.on(session.terminal(), showProgress && choices.progress())) {
      ConversionRequest wanted = request.apply(job);
      ProgressListener progress = showProgress ? display : ProgressListener.NONE;
      return new ConversionOutcome.Converted(
          session.withPassword(
              wanted,
              asked -> {
                beforeEach.accept(asked);
                return session.forge().convert(asked, progress, session.cancellation());
              }));
    } catch (ForgeException e) {
      if (choices.skipExisting() && e.code().equals("output-exists")) {
        return new ConversionOutcome.Skipped(
            job.input(), job.place(choices.suffixOf().apply(job.input())));
      }
      return failed(job, e);
    } catch (RuntimeException e) {
      return failed(job, e);
    }
  }

  private ConversionOutcome tell(ConversionOutcome outcome) {
    if (outcome instanceof ConversionOutcome.Failed failed) {
      new Failures(session.terminal()).line(failed.failure(), choices.verbose());
    } else if (choices.quiet()) {
      return outcome;
    } else if (outcome instanceof ConversionOutcome.Converted converted) {
      new Reports(session.terminal()).converted(converted.result());
    } else if (outcome instanceof ConversionOutcome.Skipped skipped) {
      new Reports(session.terminal()).skipped(skipped);
    }
    return outcome;
  }

  private static ConversionOutcome failed(Arrangement.Job job, Throwable failure) {
    return new ConversionOutcome.Failed(
        job.input(), Failures.asForgeException(failure), Failures.attempts(failure));
  }

  private static ForgeException stopped() {
    return new ForgeException(
        ErrorKind.INTERRUPTED, "cancelled", "the run was stopped before this input", "");
  }
}
