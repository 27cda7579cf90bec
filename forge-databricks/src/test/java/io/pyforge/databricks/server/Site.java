package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;

/** What one listener stands for, faults left aside. */
interface Site {
  /**
   * Answers as the real service does.
   *
   * @throws Refusal if the answer is no
   * @throws IOException if the body could not be read
   */
  Answer answer(HttpRequest request) throws IOException, Refusal;
}
