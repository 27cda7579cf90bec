package io.pyforge.core.reader.dbf;

import io.pyforge.core.text.SingleByteTable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of text mean. Code pages of one byte a character are kept as a table, so that
 * decoding makes no objects; Mazovia and Kamenický, which Java does not know, are such tables too.
 */
final class CodePage {
  private static final int HALF = 128;

  /** CP437 with Polish letters, from 0x80 on where it differs. */
  private static final String MAZOVIA =
      "\u00C7\u00FC\u00E9\u00E2\u00E4\u00E0\u0105\u00E7\u00EA\u00EB\u00E8\u00EF\u00EE\u0107\u00C4"
          + "\u0104\u0118\u0119\u0142\u00F4\u00F6\u0106\u00FB\u00F9\u015A\u00D6\u00DC\u00A2\u0141"
          + "\u00A5\u015B\u0192\u0179\u017B\u00F3\u00D3\u0144\u0143\u017A\u017C";

  /** CP437 with Czech and Slovak letters, likewise. */
  private static final String KAMENICKY =
      "\u010C\u00FC\u00E9\u010F\u00E4\u010E\u0164\u010D\u011B\u011A\u0139\u00CD\u013E\u013A\u00C4"
          + "\u00C1\u00C9\u017E\u017D\u00F4\u00F6\u00D3\u016F\u00DA\u00FD\u00D6\u00DC\u0160\u013D"
          + "\u00DD\u0158\u0165\u00E1\u00ED\u00F3\u00FA\u0148\u0147\u016E\u00D4\u0161\u0159\u0155"
          + "\u0154\u00BC\u00A7\u00AB\u00BB";

  private static final String CP437 = "IBM437";

  private final String name;
  private final Charset charset;
  private final @Nullable SingleByteTable table;

  private CodePage(String name, Charset charset, @Nullable SingleByteTable table) {
    this.name = name;
    this.charset = charset;
    this.table = table;
  }

  /** A code page of Java's, shown by the name given. */
  static CodePage of(Charset charset, String name) {
    boolean ascii = charset.equals(StandardCharsets.US_ASCII); // has no characters above it
    return new CodePage(name, charset, ascii ? null : SingleByteTable.of(charset).orElse(null));
  }

  /** The same, shown by Java's name. */
  static CodePage of(Charset charset) {
    return of(charset, charset.name());
  }

  /** The code pages that Java does not know, by their names and numbers. */
  static Optional<CodePage> named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "mazovia", "cp620", "620" -> Optional.of(based437("Mazovia", MAZOVIA));
      case "kamenicky", "cp895", "895", "kam" -> Optional.of(based437("Kamenicky", KAMENICKY));
      default -> Optional.empty();
    };
  }

  private static CodePage based437(String name, String upper) {
    Charset base = Charset.forName(CP437);
    SingleByteTable table = SingleByteTable.of(base).orElseThrow();
    return new CodePage(name, base, table.with(HALF, upper));
  }

  String name() {
    return name;
  }

  Charset charset() {
    return charset;
  }

  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** UTF-8 of each byte; null when characters take more than one. */
  @Nullable SingleByteTable table() {
    return table;
  }

  /** Whether ASCII bytes are ASCII characters, as in every code page that dBASE knows. */
  boolean keepsAscii() {
    StringBuilder ascii = new StringBuilder();
    for (char c = ' '; c < 127; c++) {
      ascii.append(c);
    }
    byte[] bytes = ascii.toString().getBytes(StandardCharsets.US_ASCII);
    return new String(bytes, charset).contentEquals(ascii);
  }
}
