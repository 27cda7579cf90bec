package io.pyforge.databricks.server.http;

/**
 * A request as it came.
 *
 * @param method in capitals
 * @param rawPath still encoded, with its leading slash
 * @param rawQuery still encoded, without the question mark; empty if there is none
 * @param headers its fields
 * @param body what follows the head
 */
public record HttpRequest(
    String method, String rawPath, String rawQuery, Headers headers, RequestBody body) {
  /** The same request with a header left out. */
  public HttpRequest without(String header) {
    return new HttpRequest(method, rawPath, rawQuery, headers.without(header), body);
  }
}
