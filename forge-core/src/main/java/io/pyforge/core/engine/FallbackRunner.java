package io.pyforge.core.engine;

import io.pyforge.core.engine.EngineSelector.Candidate;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries engines in order until one has done it: the only place that falls back. It does so when
 * something is wrong with the engine, never when something is wrong with the request, its rights or
 * a service that both would need (a {@link ForgeException} of any kind but INTERNAL), never once an
 * output is published, never on cancellation and never when this process is out of memory.
 */
final class FallbackRunner {
  private FallbackRunner() {}

  /**
   * @param candidates best first
   * @throws ConversionFailure with every attempt, when none has done it
   */
  static ConversionResult run(
      List<Candidate> candidates, ConversionRequest request, ConversionRun run) {
    List<Attempt> attempts = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    List<ForgeException> earlier = new ArrayList<>();
    List<ConversionEngine> engines =
        candidates.stream()
            .filter(c -> !(c.fit() instanceof EngineFit.Declined))
            .map(Candidate::engine)
            .toList();
    for (int i = 0; i < engines.size(); i++) {
      ConversionEngine engine = engines.get(i);
      boolean last = i == engines.size() - 1;
      long started = System.nanoTime();
      try {
        ConversionResult result = engine.run(request, run);
        attempts.add(new Attempt(engine.id(), Attempt.OK, Optional.empty(), since(started)));
        notices.addAll(result.notices());
        return result.withNotices(notices).withAttempts(attempts);
      } catch (Exception | LinkageError | StackOverflowError e) {
        ForgeException failure = failure(engine, e);
        attempts.add(
            new Attempt(
                engine.id(), Attempt.FAILED, Optional.of(failure.problem()), since(started)));
        if (last || run.published() || !blamesEngine(failure)) {
          throw new ConversionFailure(failure, attempts, earlier);
        }
        earlier.add(failure);
        run.discard();
        run.progress().fellBack(engine.id(), failure.problem());
        notices.add(
            new Notice(
                "fell-back",
                "engine "
                    + engine.id()
                    + " failed ("
                    + failure.problem()
                    + "); trying "
                    + engines.get(i + 1).id()));
      }
    }
    throw new ConversionFailure(
        new ForgeException(
            ErrorKind.USAGE,
            "no-engine",
            "no engine can convert " + request.input(),
            "see pyforge convert --explain"),
        attempts,
        earlier);
  }

  private static boolean blamesEngine(ForgeException failure) {
    return failure.kind() == ErrorKind.INTERNAL;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static ForgeException failure(ConversionEngine engine, Throwable e) {
    if (e instanceof ForgeException known) {
      return known;
    }
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return failure(engine, unchecked.getCause());
    }
    String what =
        e.getMessage() == null ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    if (e instanceof IOException) {
      return new ForgeException(
          ErrorKind.INTERNAL, "io-failed", "reading or writing failed: " + what, "", e);
    }
    return new ForgeException(
        ErrorKind.INTERNAL,
        "engine-failed",
        "engine " + engine.id() + " failed: " + e.getClass().getSimpleName() + ": " + what,
        "run again with -v for details, and report it as a defect",
        e);
  }
}
