package io.pyforge.core.reader.csv;

import io.pyforge.core.text.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Finds the encoding of a text from its first bytes: a byte order mark, UTF-16 or UTF-32 by their
 * zero bytes, UTF-8 when the bytes are valid as such, else what juniversalchardet says, else
 * windows-1252, else ISO-8859-1.
 */
final class EncodingDetector {
  /**
   * @param markLength bytes of the byte order mark to skip
   * @param guessed whether the encoding is a statistical guess, which the user should hear of
   */
  record Encoding(Charset charset, int markLength, boolean guessed) {}

  private static final Charset UTF_32_LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32_BE = Charset.forName("UTF-32BE");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** Encodings in which letters beyond ASCII are of another alphabet. */
  private static final Set<String> OTHER_ALPHABETS =
      Set.of(
          "windows-1251",
          "windows-1253",
          "windows-1255",
          "ISO-8859-5",
          "ISO-8859-7",
          "ISO-8859-8",
          "KOI8-R",
          "IBM855",
          "IBM866",
          "x-MacCyrillic");

  /** Text has fewer than one control byte in so many. */
  private static final int MAX_CONTROLS_PER = 20;

  private EncodingDetector() {}

  /**
   * @param sample the first bytes of the input
   * @param length how many of them
   * @param complete whether these are all bytes
   */
  static Encoding detect(byte[] sample, int length, boolean complete) {
    if (starts(sample, length, 0xEF, 0xBB, 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, 3, false);
    }
    if (starts(sample, length, 0xFF, 0xFE, 0, 0)) {
      return new Encoding(UTF_32_LE, 4, false);
    }
    if (starts(sample, length, 0, 0, 0xFE, 0xFF)) {
      return new Encoding(UTF_32_BE, 4, false);
    }
    if (starts(sample, length, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2, false);
    }
    if (starts(sample, length, 0xFE, 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2, false);
    }
    Charset wide = wide(sample, length);
    if (wide != null) {
      return new Encoding(wide, 0, true);
    }
    int whole = complete ? length : length - Utf8.cutOff(sample, length);
    if (Utf8.firstInvalid(sample, 0, whole) < 0) {
      return new Encoding(StandardCharsets.UTF_8, 0, false);
    }
    return new Encoding(guess(sample, length), 0, true);
  }

  /**
   * Whether a sample in a guessed encoding of one byte or a few a character has more control bytes
   * than text has: compressed data and the like, which every encoding of one byte decodes to
   * something.
   */
  static boolean looksBinary(byte[] sample, int length, Encoding encoding) {
    if (encoding.charset().name().startsWith("UTF-")) {
      return false;
    }
    int controls = 0;
    for (int i = 0; i < length; i++) {
      byte b = sample[i];
      boolean blank = b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == 0x1B;
      if (b >= 0 && b < ' ' && !blank) {
        controls++;
      }
    }
    return controls > length / MAX_CONTROLS_PER;
  }

  /**
   * The encoding that the user named. A byte order mark of the same family settles what {@code
   * UTF-16} and {@code UTF-32} leave open, and is skipped.
   */
  static Encoding named(byte[] sample, int length, Charset charset) {
    Encoding marked = detect(sample, Math.min(length, 4), true);
    boolean family =
        marked.markLength() > 0
            && marked.charset().name().startsWith(charset.name())
            && charset.name().startsWith("UTF-");
    return family
        ? new Encoding(marked.charset(), marked.markLength(), false)
        : new Encoding(charset, 0, false);
  }

  private static boolean starts(byte[] b, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((b[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * UTF-16 or UTF-32 without a mark: mostly Latin text has zeros in fixed places, three of four or
   * one of two, and hardly any elsewhere.
   */
  private static @org.jspecify.annotations.Nullable Charset wide(byte[] b, int length) {
    int groups = Math.min(length, 4096) / 4;
    if (groups < 2) {
      return null;
    }
    int[] zeros = new int[4];
    for (int i = 0; i < groups * 4; i++) {
      if (b[i] == 0) {
        zeros[i & 3]++;
      }
    }
    int most = groups * 7 / 10;
    int few = groups / 20;
    if (zeros[1] > most && zeros[2] > most && zeros[3] > most && zeros[0] <= few) {
      return UTF_32_LE;
    }
    if (zeros[0] > most && zeros[1] > most && zeros[2] > most && zeros[3] <= few) {
      return UTF_32_BE;
    }
    if (zeros[1] > most && zeros[3] > most && zeros[0] <= few && zeros[2] <= few) {
      return StandardCharsets.UTF_16LE;
    }
    if (zeros[0] > most && zeros[2] > most && zeros[1] <= few && zeros[3] <= few) {
      return StandardCharsets.UTF_16BE;
    }
    return null;
  }

  private static Charset guess(byte[] sample, int length) {
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(sample, 0, length);
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    if (name != null && Charset.isSupported(name)) {
      Charset found = Charset.forName(name);
      if (!found.equals(StandardCharsets.UTF_8)
          && !(OTHER_ALPHABETS.contains(found.name()) && isAccentedLatin(sample, length))
          && decodes(sample, length, found)) {
        return found;
      }
    }
    return decodes(sample, length, WINDOWS_1252) ? WINDOWS_1252 : StandardCharsets.ISO_8859_1;
  }

  /**
   * Whether most bytes beyond ASCII stand beside an ASCII letter, as accented letters do; words of
   * another alphabet hold none. Statistics of letters need more text than small tables have.
   */
  private static boolean isAccentedLatin(byte[] sample, int length) {
    int beyond = 0;
    int beside = 0;
    for (int i = 0; i < length; i++) {
      if (sample[i] < 0) {
        beyond++;
        if (i > 0 && isLetter(sample[i - 1]) || i + 1 < length && isLetter(sample[i + 1])) {
          beside++;
        }
      }
    }
    return beside * 2L > beyond;
  }

  private static boolean isLetter(byte c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean decodes(byte[] sample, int length, Charset charset) {
    // A multi-byte character may be cut off at the end of the sample: leave out the last line.
    int whole = length;
    while (whole > 0 && length - whole < 4096 && sample[whole - 1] != '\n') {
      whole--;
    }
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(sample, 0, whole == 0 ? length : whole));
      return true;
    } catch (CharacterCodingException e) {
      return false; // the question was whether it decodes
    }
  }
}
