package io.pyforge.core.engine;

import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.InputFacts;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders the engines for a request: those that say they are preferred, then those that are able,
 * each group as registered, the local engine last in its group. Engines that decline are left out.
 * Pure.
 */
public final class EngineSelector {
  /** An engine and its answer. */
  public record Candidate(ConversionEngine engine, EngineFit fit) {}

  private EngineSelector() {}

  /**
   * Every engine's answer, best first, those that decline at the end.
   *
   * @throws ForgeException USAGE if the request names an engine that is not there
   */
  public static List<Candidate> rank(
      List<ConversionEngine> engines,
      ConversionRequest request,
      InputFacts facts,
      HostEnvironment environment) {
    List<Candidate> candidates = new ArrayList<>();
    for (ConversionEngine engine : engines) {
      candidates.add(new Candidate(engine, fit(engine, request, facts, environment)));
    }
    if (request.engine().isPresent()
        && engines.stream().noneMatch(e -> e.id().equals(request.engine().get()))) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "engine-unknown",
          "there is no engine '" + request.engine().get() + "'",
          "use one of " + String.join(", ", engines.stream().map(ConversionEngine::id).toList()));
    }
    candidates.sort(java.util.Comparator.comparingInt(EngineSelector::rank)); // stable
    return candidates;
  }

  private static EngineFit fit(
      ConversionEngine engine,
      ConversionRequest request,
      InputFacts facts,
      HostEnvironment environment) {
    if (request.engine().isPresent()) {
      return request.engine().get().equals(engine.id())
          ? new EngineFit.Preferred("named by --engine")
          : new EngineFit.Declined("another is named by --engine");
    }
    try {
      return engine.fit(request, facts, environment);
    } catch (RuntimeException | LinkageError e) {
      return new EngineFit.Declined("it failed when asked: " + e);
    }
  }

  private static int rank(Candidate candidate) {
    int local = candidate.engine.id().equals(LocalEngine.ID) ? 1 : 0;
    if (candidate.fit instanceof EngineFit.Preferred) {
      return local;
    }
    return candidate.fit instanceof EngineFit.Able ? 2 + local : 4;
  }
}
