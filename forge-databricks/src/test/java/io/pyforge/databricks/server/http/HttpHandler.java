package io.pyforge.databricks.server.http;

/** What a listener serves. Called from many threads at once. */
public interface HttpHandler {
  /** The head of a request was read. */
  Exchange begin(HttpRequest request);

  /** Something came that is no request; it is answered with 400 and the connection is closed. */
  void malformed(String problem);
}
