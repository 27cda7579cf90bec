package io.pyforge.core.reader.mdf;

import io.pyforge.core.text.SingleByteTable;
import io.pyforge.core.text.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The character encoding of a column of text that is not UTF-16, by its collation. Immutable. */
final class CodePage {
  /** Bytes of UTF-8 that a byte of any code page becomes at most. */
  static final int MAX_GROWTH = SingleByteTable.MAX_GROWTH;

  /** What {@link #transcode} returns of text that the code page does not know. */
  static final int INVALID = -1;

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
  private static final String DEFAULT = "windows-1252";

  /**
   * The bit of a collation of SQL Server 2019 and later whose char columns hold UTF-8: that of the
   * protocol (MS-TDS 2.2.5.1.2), moved as the others are. Files with one were not at hand; text
   * that turns out to be no UTF-8 is a failure.
   */
  private static final int UTF8_FLAG = 0x40000;

  private static final Map<String, CodePage> KNOWN = new ConcurrentHashMap<>();

  private static final int ASCII_CHARACTERS = 128;

  private final Charset charset;
  private final boolean ascii;

  /** Of code pages of one byte a character. */
  private final @Nullable SingleByteTable table;

  private CodePage(Charset charset) {
    this.charset = charset;
    ascii = agreesWithAscii(charset);
    table = SingleByteTable.of(charset).orElse(null);
  }

  static CodePage of(Charset charset) {
    return KNOWN.computeIfAbsent(charset.name(), name -> new CodePage(charset));
  }

  /** The same collation in a database of before there was UTF-8. */
  static int withoutUtf8(int collation) {
    return collation & ~UTF8_FLAG;
  }

  /** The code page of a collation, by its number in the catalog. */
  static CodePage ofCollation(int collation) {
    return of(Charset.forName(charsetName(collation)));
  }

  private static String charsetName(int collation) {
    int sortOrder = collation >>> 24;
    if (sortOrder != 0) {
      return ofSortOrder(sortOrder);
    }
    return (collation & UTF8_FLAG) != 0 ? "UTF-8" : ofLocale(collation & 0xff);
  }

  /** Sort orders of SQL Server 7.0 and before, which begin with SQL_ in the names of collations. */
  private static String ofSortOrder(int id) {
    if (id >= 30 && id <= 34) {
      return "IBM437";
    }
    if (id >= 40 && id <= 44 || id == 49 || id >= 55 && id <= 61) {
      return "IBM850";
    }
    if (id >= 80 && id <= 98) {
      return "windows-1250";
    }
    if (id >= 104 && id <= 108) {
      return "windows-1251";
    }
    if (id >= 112 && id <= 124) {
      return "windows-1253";
    }
    if (id >= 128 && id <= 130) {
      return "windows-1254";
    }
    if (id >= 136 && id <= 138) {
      return "windows-1255";
    }
    if (id >= 144 && id <= 146) {
      return "windows-1256";
    }
    if (id >= 152 && id <= 160) {
      return "windows-1257";
    }
    return DEFAULT;
  }

  private static String ofLocale(int id) {
    return switch (id) {
      case 0x04, 0x0d, 0x2a, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c -> "windows-1250";
      case 0x15, 0x1b, 0x3a, 0x4d, 0x4f, 0x39, 0x37 -> "windows-1251";
      case 0x07 -> "windows-1253";
      case 0x1a -> "windows-1254";
      case 0x0c -> "windows-1255";
      case 0x01, 0x50, 0x51 -> "windows-1256";
      case 0x1d, 0x1e, 0x1f -> "windows-1257";
      case 0x20 -> "windows-1258";
      case 0x19 -> "x-windows-874";
      case 0x10, 0x2b, 0x30, 0x48, 0x49 -> "windows-31j";
      case 0x24, 0x2e, 0x31, 0x32, 0x43, 0x44 -> "x-mswin-936";
      case 0x11, 0x40 -> "x-windows-949";
      case 0x03, 0x2f, 0x33, 0x34, 0x3e, 0x41, 0x42, 0x45, 0x46 -> "x-windows-950";
      default -> DEFAULT;
    };
  }

  private static boolean agreesWithAscii(Charset charset) {
    byte[] bytes = new byte[ASCII_CHARACTERS];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return new String(bytes, charset).equals(new String(bytes, StandardCharsets.US_ASCII));
  }

  /** Whether bytes below 80 hexadecimal are ASCII, as in all but those of other machines. */
  boolean isAscii() {
    return ascii;
  }

  String name() {
    return charset.name();
  }

  /**
   * Writes text as UTF-8.
   *
   * @param into with room for {@link #MAX_GROWTH} times the length, and 4 bytes more
   * @param replace whether what is no text becomes U+FFFD
   * @return the end of what was written, or {@link #INVALID}
   */
  int transcode(byte[] from, int start, int length, byte[] into, int at, Replacing replace) {
    if (table != null) {
      return bytewise(table, from, start, length, into, at, replace);
    }
    if (charset.equals(StandardCharsets.UTF_8)
        && Utf8.firstInvalid(from, start, start + length) < 0) {
      System.arraycopy(from, start, into, at, length);
      return at + length;
    }
    return decoded(from, start, length, into, at, replace);
  }

  private static int bytewise(
      SingleByteTable table,
      byte[] from,
      int start,
      int length,
      byte[] into,
      int at,
      Replacing replace) {
    int out = at;
    for (int i = start; i < start + length; i++) {
      int value = table.of(from[i]);
      int bytes = SingleByteTable.length(value);
      if (bytes == 0) {
        if (!replace.allowed()) {
          return INVALID;
        }
        System.arraycopy(REPLACEMENT, 0, into, out, REPLACEMENT.length);
        out += REPLACEMENT.length;
        continue;
      }
      LittleEndian.putI32(into, out, value);
      out += bytes;
    }
    return out;
  }

  private int decoded(byte[] from, int start, int length, byte[] into, int at, Replacing replace) {
    CodingErrorAction action =
        replace.given() ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
    CharsetDecoder decoder =
        charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    CharBuffer text = CharBuffer.allocate(length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(from, start, length), text, true);
    if (result.isError()) {
      return INVALID;
    }
    decoder.flush(text);
    text.flip();
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    if (replace.given() && text.toString().indexOf('\uFFFD') >= 0) {
      replace.allowed();
    }
    if (utf8.length > length * MAX_GROWTH) {
      return INVALID; // of no code page that SQL Server has
    }
    System.arraycopy(utf8, 0, into, at, utf8.length);
    return at + utf8.length;
  }
}
