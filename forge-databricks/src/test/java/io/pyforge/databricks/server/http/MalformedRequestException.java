package io.pyforge.databricks.server.http;

import java.io.IOException;

/** A request that no HTTP/1.1 client sends, however bad the network is. */
public final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names what is wrong. */
  public MalformedRequestException(String message) {
    super(message);
  }
}
