package io.pyforge.databricks.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request, that can be sent more than once.
 *
 * @param url complete, with everything encoded that needs it
 * @param headers without {@code Content-Length}, {@code Authorization} and {@code User-Agent}
 * @param body null for none
 */
public record Call(String method, String url, Map<String, String> headers, @Nullable Body body) {
  /** Bytes that can be opened again for each sending. */
  public interface Body {
    /** Exactly as many bytes as the stream has. */
    long length();

    /** A stream from the first byte; closed by who opens it. */
    InputStream open() throws IOException;
  }

  /** Takes a copy. */
  public Call {
    headers = Map.copyOf(headers);
  }

  static Call of(String method, String url) {
    return new Call(method, url, Map.of(), null);
  }

  Call with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Call(method, url, more, body);
  }

  Call with(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(headers);
    more.putAll(others);
    return new Call(method, url, more, body);
  }

  Call with(Body other) {
    return new Call(method, url, headers, other);
  }

  /** Without what an address may hold in secret. */
  @Override
  public String toString() {
    return method + " " + Redaction.of(url);
  }
}
