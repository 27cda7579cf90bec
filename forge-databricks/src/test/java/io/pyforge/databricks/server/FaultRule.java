package io.pyforge.databricks.server;

import java.util.regex.Pattern;

/**
 * When something goes wrong: every time a request fits, unless narrowed.
 *
 * @param side which listener
 * @param method in capitals; {@code *} for any
 * @param path of the request, decoded; {@code *} stands for anything within a name, {@code **} for
 *     anything
 * @param skip how many fitting requests go right first
 * @param times how many go wrong then
 * @param probability of one of those to go wrong, from 0 to 1
 * @param seed of that probability
 * @param fault what goes wrong
 */
public record FaultRule(
    Side side,
    String method,
    String path,
    int skip,
    int times,
    double probability,
    long seed,
    Fault fault) {
  /** Every fitting request to the workspace. */
  public static FaultRule on(String method, String path, Fault fault) {
    return new FaultRule(Side.WORKSPACE, method, path, 0, Integer.MAX_VALUE, 1, 0, fault);
  }

  /** Requests to the cloud storage. */
  public static FaultRule onStorage(String method, String path, Fault fault) {
    return new FaultRule(Side.STORAGE, method, path, 0, Integer.MAX_VALUE, 1, 0, fault);
  }

  /** Only the first ones. */
  public FaultRule first(int count) {
    return new FaultRule(side, method, path, 0, count, probability, seed, fault);
  }

  /** Only one, counted from 1. */
  public FaultRule nth(int number) {
    return new FaultRule(side, method, path, number - 1, 1, probability, seed, fault);
  }

  /** Some right ones first. */
  public FaultRule skipping(int count) {
    return new FaultRule(side, method, path, count, times, probability, seed, fault);
  }

  /** At random, always the same for a seed. */
  public FaultRule withProbability(double chance, long chosenSeed) {
    return new FaultRule(side, method, path, skip, times, chance, chosenSeed, fault);
  }

  Pattern pattern() {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < path.length()) {
      if (path.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else if (path.charAt(at) == '*') {
        regex.append("[^/]*");
        at++;
      } else {
        regex.append(Pattern.quote(path.substring(at, at + 1)));
        at++;
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
