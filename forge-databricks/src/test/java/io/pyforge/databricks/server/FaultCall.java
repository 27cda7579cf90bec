package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;

/** A request that is to go wrong. */
interface FaultCall {
  HttpRequest request();

  Side side();

  /** Does what was asked, once, and gives the answer to it. */
  Answer real() throws IOException;

  /** Lets the request's token work no more. */
  void expireToken();
}
