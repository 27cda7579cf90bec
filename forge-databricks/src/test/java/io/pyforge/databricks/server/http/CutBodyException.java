package io.pyforge.databricks.server.http;

import java.io.IOException;

/** The connection ended before the body of a request did. */
public final class CutBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names how far it came. */
  public CutBodyException(String message) {
    super(message);
  }
}
