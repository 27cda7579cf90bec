package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A request that a listener has seen.
 *
 * @param side which listener
 * @param method in capitals
 * @param rawPath as it came, encoded
 * @param rawQuery as it came, encoded, without the question mark
 * @param headers without Authorization
 * @param authorized whether there was an Authorization header
 * @param token the bearer token; null if there was none
 * @param bodyBytes how much of the body was read
 * @param bodySha256 of what was read, in hexadecimal digits; empty while it is being read
 * @param bodyComplete whether the whole body came
 * @param status what was answered; 0 if nothing was, or not yet
 * @param sentBytes how much of the answer's body was sent
 * @param fault the fault that was put in; null for none
 * @param startedNanos when its head was read, on the clock of {@link System#nanoTime}
 */
public record RecordedRequest(
    Side side,
    String method,
    String rawPath,
    String rawQuery,
    Headers headers,
    boolean authorized,
    @Nullable String token,
    long bodyBytes,
    String bodySha256,
    boolean bodyComplete,
    int status,
    long sentBytes,
    @Nullable String fault,
    long startedNanos) {
  /** Method, path and query, as they came. */
  public String line() {
    return method + " " + rawPath + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
  }

  /** Method, path, query, status and fault. */
  @Override
  public String toString() {
    return line() + " -> " + status + (fault == null ? "" : " (" + fault + ")");
  }
}
