package io.pyforge.databricks.client;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body in memory. */
record BytesBody(byte[] content) implements Call.Body {
  @Override
  public long length() {
    return content.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }
}
