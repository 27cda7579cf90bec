package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which bearer tokens open the workspace. */
final class Tokens {
  private static final String BEARER = "Bearer ";

  private final Set<String> lasting;
  private final Map<String, Instant> issued = new HashMap<>();
  private final Set<String> everKnown = new LinkedHashSet<>();
  private String current;
  private int rotations;

  Tokens(List<String> tokens) {
    lasting = new LinkedHashSet<>(tokens);
    everKnown.addAll(tokens);
    current = tokens.get(0);
  }

  static Optional<String> bearer(Headers headers) {
    return headers
        .first("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()));
  }

  synchronized boolean accepts(String token) {
    Instant end = issued.get(token);
    return lasting.contains(token) || end != null && Instant.now().isBefore(end);
  }

  /** The one that works now. */
  synchronized String current() {
    return current;
  }

  /** No token of the settings and none that was issued works any more; a new one does. */
  synchronized String rotate() {
    expireAll();
    rotations++;
    current = "dapi-test-token-" + rotations;
    lasting.add(current);
    everKnown.add(current);
    return current;
  }

  /** No token works any more. */
  synchronized void expireAll() {
    lasting.clear();
    issued.clear();
  }

  /** A token does not work any more; if it is the current one, another takes its place. */
  synchronized void expire(String token) {
    issued.remove(token);
    lasting.remove(token);
    if (token.equals(current)) {
      rotations++;
      current = "dapi-test-token-" + rotations;
      lasting.add(current);
      everKnown.add(current);
    }
  }

  /** A new token of the service principal. */
  synchronized String issue(Duration life) {
    String token = "oauth-test-token-" + (everKnown.size() + 1);
    issued.put(token, Instant.now().plus(life));
    everKnown.add(token);
    return token;
  }

  /** Every token there ever was. */
  synchronized List<String> everKnown() {
    return List.copyOf(everKnown);
  }
}
