package io.pyforge.databricks.client;

import io.pyforge.databricks.volume.VolumePath;
import java.nio.charset.StandardCharsets;

/** Encodes names for an address: once, as UTF-8, whatever they look like. */
final class UrlText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String HEX = "0123456789ABCDEF";

  /** Letters that stand for themselves between two slashes. */
  private static final String IN_PATH = UNRESERVED + ";:@&=+$,";

  private UrlText() {}

  /** A path with its slashes. */
  static String path(VolumePath path) {
    return encode(path.toString(), IN_PATH + "/");
  }

  /** A name or value of a query. */
  static String queryPart(String text) {
    return encode(text, UNRESERVED);
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && kept.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
    return encoded.toString();
  }
}
