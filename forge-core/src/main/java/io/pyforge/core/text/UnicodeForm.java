package io.pyforge.core.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which form of Unicode a text is in that is known to be Unicode and to begin with ASCII, as JSON
 * and XML are: by its byte order mark, else by where its zero bytes are.
 *
 * @param markLength bytes of the byte order mark
 */
public record UnicodeForm(Charset charset, int markLength) {
  /** Bytes from the start that matter. */
  public static final int LOOKED_AT = 4;

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  /** The form of a text that starts with {@code b[0..length)}. */
  public static UnicodeForm of(byte[] b, int length) {
    int first = at(b, length, 0);
    int second = at(b, length, 1);
    int third = at(b, length, 2);
    int fourth = at(b, length, 3);
    if (first == 0xEF && second == 0xBB && third == 0xBF) {
      return new UnicodeForm(StandardCharsets.UTF_8, 3);
    }
    if (first == 0xFF && second == 0xFE && third == 0 && fourth == 0) {
      return new UnicodeForm(UTF_32LE, 4);
    }
    if (first == 0 && second == 0 && third == 0xFE && fourth == 0xFF) {
      return new UnicodeForm(UTF_32BE, 4);
    }
    if (first == 0xFF && second == 0xFE) {
      return new UnicodeForm(StandardCharsets.UTF_16LE, 2);
    }
    if (first == 0xFE && second == 0xFF) {
      return new UnicodeForm(StandardCharsets.UTF_16BE, 2);
    }
    if (length >= 4 && first == 0 && second == 0 && third == 0) {
      return new UnicodeForm(UTF_32BE, 0);
    }
    if (length >= 4 && second == 0 && third == 0 && fourth == 0) {
      return new UnicodeForm(UTF_32LE, 0);
    }
    if (length >= 2 && first == 0 && second != 0) {
      return new UnicodeForm(StandardCharsets.UTF_16BE, 0);
    }
    if (length >= 2 && first != 0 && second == 0) {
      return new UnicodeForm(StandardCharsets.UTF_16LE, 0);
    }
    return new UnicodeForm(StandardCharsets.UTF_8, 0);
  }

  /** The charset that the user named, with the mark that such a text may begin with. */
  public static UnicodeForm named(byte[] b, int length, Charset charset) {
    UnicodeForm found = of(b, length);
    boolean same = found.charset.equals(charset) || found.charset.name().startsWith(charset.name());
    return same ? found : new UnicodeForm(charset, 0);
  }

  private static int at(byte[] b, int length, int index) {
    return index < length ? b[index] & 0xff : -1;
  }
}
