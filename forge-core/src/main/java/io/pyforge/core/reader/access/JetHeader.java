package io.pyforge.core.reader.access;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of a database: its kind, and for Jet 3 the code page of its text. The bytes from
 * 0x18 on are masked with RC4 and a key that all databases share (seen in mdbtools' HACKING notes).
 */
final class JetHeader {
  /** Bytes that {@link #of} looks at. */
  static final int LENGTH = 0x98;

  private static final byte[] JET_NAME = "Standard Jet DB".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ACE_NAME = "Standard ACE DB".getBytes(StandardCharsets.US_ASCII);
  private static final int NAME = 4;
  private static final int VERSION = 0x14;
  private static final int JET_3 = 0;
  private static final int MASKED = 0x18;
  private static final int MASKED_BYTES = 126;
  private static final int CODE_PAGE = 0x3C;
  private static final int[] MASK_KEY = {0xC7, 0xDA, 0x39, 0x6B};
  private static final int RC4_STATES = 256;

  private final boolean known;
  private final boolean jet3;
  private final int codePage;

  private JetHeader(boolean known, boolean jet3, int codePage) {
    this.known = known;
    this.jet3 = jet3;
    this.codePage = codePage;
  }

  /** What the first bytes of a file tell, {@link #LENGTH} of them or fewer. */
  static JetHeader of(byte[] bytes) {
    boolean known = isAt(bytes, JET_NAME) || isAt(bytes, ACE_NAME);
    if (!known || bytes.length < LENGTH) {
      return new JetHeader(known, false, 0);
    }
    boolean jet3 = bytes[VERSION] == JET_3;
    byte[] plain = unmasked(bytes);
    int page = plain[CODE_PAGE - MASKED] & 0xff | (plain[CODE_PAGE - MASKED + 1] & 0xff) << 8;
    return new JetHeader(true, jet3, page);
  }

  private static boolean isAt(byte[] bytes, byte[] name) {
    return bytes.length >= NAME + name.length
        && Arrays.equals(bytes, NAME, NAME + name.length, name, 0, name.length);
  }

  private static byte[] unmasked(byte[] bytes) {
    int[] state = new int[RC4_STATES];
    for (int i = 0; i < state.length; i++) {
      state[i] = i;
    }
    int j = 0;
    for (int i = 0; i < state.length; i++) {
      j = j + state[i] + MASK_KEY[i % MASK_KEY.length] & 0xff;
      swap(state, i, j);
    }
    byte[] plain = Arrays.copyOfRange(bytes, MASKED, MASKED + MASKED_BYTES);
    int i = 0;
    j = 0;
    for (int p = 0; p < plain.length; p++) {
      i = i + 1 & 0xff;
      j = j + state[i] & 0xff;
      swap(state, i, j);
      plain[p] ^= (byte) state[state[i] + state[j] & 0xff];
    }
    return plain;
  }

  private static void swap(int[] state, int i, int j) {
    int held = state[i];
    state[i] = state[j];
    state[j] = held;
  }

  /** Whether it is an Access database, by its first bytes. */
  boolean isAccess() {
    return known;
  }

  /** Whether text is in a code page, as in Access 97, and not in Unicode. */
  boolean isJet3() {
    return jet3;
  }

  /** The code page's charset, if the database names one that Java knows. */
  Optional<Charset> charset() {
    String name =
        switch (codePage) {
          case 932 -> "windows-31j";
          case 936 -> "GBK";
          case 10000 -> "x-MacRoman";
          case 874, 949, 950 -> "x-windows-" + codePage;
          default -> "windows-" + codePage;
        };
    return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
  }
}
