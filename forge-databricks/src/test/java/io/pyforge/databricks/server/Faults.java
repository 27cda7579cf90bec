package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is to go wrong. The first rule that wants a request gets it; what no rule wants may go wrong
 * at random.
 */
public final class Faults {
  private static final class Active {
    final FaultRule rule;
    final Pattern path;
    final Random random;
    int seen;

    Active(FaultRule rule) {
      this.rule = rule;
      this.path = rule.pattern();
      this.random = new Random(rule.seed());
    }

    boolean wants(Side side, String method, String requestPath) {
      boolean fits =
          rule.side() == side
              && (rule.method().equals("*") || rule.method().equals(method))
              && path.matcher(requestPath).matches();
      if (!fits) {
        return false;
      }
      int number = seen++;
      return number >= rule.skip()
          && number - rule.skip() < rule.times()
          && (rule.probability() >= 1 || random.nextDouble() < rule.probability());
    }
  }

  private final List<Active> rules = new ArrayList<>();
  private List<FaultKind> kinds = List.of();
  private double probability;
  private Random random = new Random(0);

  /** Adds a rule behind those there are. */
  public synchronized void add(FaultRule rule) {
    rules.add(new Active(rule));
  }

  /**
   * Lets requests for files, folders and volumes, and those to the cloud storage, go wrong at
   * random, in every way that fits the request and that a careful client survives.
   */
  public synchronized void randomly(double chance, long seed) {
    randomly(chance, seed, FaultKind.survivable());
  }

  /** The same with ways of one's own choice. */
  public synchronized void randomly(double chance, long seed, Set<FaultKind> chosen) {
    kinds = chosen.stream().sorted().toList();
    probability = chance;
    random = new Random(seed);
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    rules.clear();
    kinds = List.of();
  }

  synchronized Optional<Fault> next(Side side, HttpRequest request) {
    String path = decoded(request.rawPath());
    for (Active active : rules) {
      if (active.wants(side, request.method(), path)) {
        return Optional.of(active.rule.fault());
      }
    }
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    Operation operation = Operation.of(side, request);
    List<FaultKind> fitting = kinds.stream().filter(kind -> kind.fits(operation)).toList();
    if (fitting.isEmpty() || random.nextDouble() >= probability) {
      return Optional.empty();
    }
    return Optional.of(fitting.get(random.nextInt(fitting.size())).make(random));
  }

  private static String decoded(String rawPath) {
    try {
      return "/" + String.join("/", PercentCode.names(rawPath));
    } catch (Refusal e) {
      // The request is refused anyway, unless a rule wants it.
      return rawPath;
    }
  }
}
