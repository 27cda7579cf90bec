package io.pyforge.databricks.server.http;

import java.io.IOException;

/** One request and its answer, told of its course by the connection's thread. */
public interface Exchange {
  /**
   * Makes the answer; what it leaves of the body is read and thrown away after it.
   *
   * @throws CutBodyException if the body ends early: nothing is answered
   * @throws MalformedRequestException if the body is framed wrongly: answered with 400
   */
  Answer answer() throws IOException;

  /**
   * The body is over, the first byte of the answer not yet sent.
   *
   * @param status what is answered; 0 for nothing
   */
  void answering(int status, long bodyBytes, String bodySha256, boolean bodyComplete);

  /**
   * The last bytes of the answer are about to be handed to the network.
   *
   * @param sentBytes how many bytes of the answer's body are sent with them
   */
  void lastBytes(long sentBytes);

  /**
   * All is over; called once for every exchange, whatever happened.
   *
   * @param sentBytes how many bytes of the answer's body were sent in the end
   */
  void ended(long sentBytes);
}
