package io.pyforge.core.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What the bytes of a code page of one byte a character are in UTF-8, so that text of it becomes
 * UTF-8 without an object for each value. Immutable.
 */
public final class SingleByteTable {
  /** Bytes of UTF-8 that one byte becomes at most. */
  public static final int MAX_GROWTH = 3;

  private static final int BYTES = 256;
  private static final int FIRST_C1 = 0x80;
  private static final int LAST_C1 = 0x9F;

  /** The UTF-8 of each byte, first byte lowest, and its length in the highest byte. */
  private final int[] packed;

  private SingleByteTable(int[] packed) {
    this.packed = packed;
  }

  /** The table of a code page that Java knows; empty when its characters take more bytes. */
  public static Optional<SingleByteTable> of(Charset charset) {
    boolean single = charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1.0f;
    if (!single) {
      return Optional.empty();
    }
    boolean windows = charset.name().toLowerCase(Locale.ROOT).contains("windows-");
    int[] packed = new int[BYTES];
    for (int i = 0; i < BYTES; i++) {
      String text = new String(new byte[] {(byte) i}, charset);
      if (text.equals("\uFFFD")) {
        // Windows keeps bytes that its code pages leave open as the control characters of C1.
        text = windows && i >= FIRST_C1 && i <= LAST_C1 ? Character.toString(i) : "";
      }
      packed[i] = pack(text);
    }
    return Optional.of(new SingleByteTable(packed));
  }

  /**
   * The same with other characters from a byte on.
   *
   * @param characters one for each byte, each one {@code char}
   */
  public SingleByteTable with(int firstByte, String characters) {
    int[] changed = packed.clone();
    for (int i = 0; i < characters.length(); i++) {
      changed[firstByte + i] = pack(characters.substring(i, i + 1));
    }
    return new SingleByteTable(changed);
  }

  private static int pack(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int value = utf8.length << 24;
    for (int k = 0; k < utf8.length; k++) {
      value |= (utf8[k] & 0xff) << Byte.SIZE * k;
    }
    return value;
  }

  /**
   * A character: {@link #length} tells how many of its low bytes are UTF-8, the first one lowest.
   */
  public int of(byte b) {
    return packed[b & 0xff];
  }

  /** The bytes of a character; 0 for a byte that is no character. */
  public static int length(int character) {
    return character >>> 24;
  }
}
