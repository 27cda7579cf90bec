package io.pyforge.core.text;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** What is said of bytes that are no text, whatever the format. */
public final class TextFailures {
  private TextFailures() {}

  /**
   * Bytes that the encoding does not know.
   *
   * @param place of them: {@code line 17}
   */
  public static ForgeException invalid(String input, String place, String charset) {
    return new ForgeException(
        ErrorKind.INPUT,
        "invalid-text",
        input + ": " + place + " is no valid " + charset + " text",
        "name the encoding with --encoding (windows-1252, Shift_JIS), or pass --on-invalid-text"
            + " replace");
  }
}
