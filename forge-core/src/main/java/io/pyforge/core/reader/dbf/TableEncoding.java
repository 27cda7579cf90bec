package io.pyforge.core.reader.dbf;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a table's text is in. Who says so, the first that does: {@code --encoding}, a .cpg file
 * beside the table, the language driver in the header. Where nobody does, text is taken for UTF-8,
 * as programs of today write it, until some is not. Then it is of Windows, or of DOS if more bytes
 * between small letters are letters there: {@code Ger\x84t} and not {@code Ger\xE4t}.
 *
 * <p>What was learnt while reading takes hold with {@link #widen}; learning is thread-safe.
 */
final class TableEncoding {
  private static final String CPG = "cpg";
  private static final int MAX_CPG_BYTES = 256;
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Charset DOS = Charset.forName("IBM850");

  /** The small letters of DOS that are signs or capitals in Windows, which stand in no word. */
  private static final String DOS_LETTERS =
      "\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u00A0"
          + "\u00A1\u00A2\u00A3\u00A4";

  private static final int FIRST_SMALL_LETTER_OF_WINDOWS = 0xE0;

  private CodePage page;
  private String origin;
  private boolean assumed;
  private boolean notUtf8;
  private long dosLetters;
  private long windowsLetters;

  private TableEncoding(CodePage page, String origin, boolean assumed) {
    this.page = page;
    this.origin = origin;
    this.assumed = assumed;
  }

  /**
   * Finds it out.
   *
   * @param notices get what is worth telling about it
   */
  static TableEncoding of(
      InputSource table, DbfHeader header, DbfOptions options, List<Notice> notices)
      throws IOException {
    if (options.codePage().isPresent()) {
      return new TableEncoding(options.codePage().get(), "--encoding", false);
    }
    Optional<InputSource> cpg = table.companion(CPG);
    if (cpg.isPresent()) {
      String text = firstBytes(cpg.get());
      Optional<CodePage> named = LanguageDrivers.codePageOfFile(text);
      if (named.isPresent()) {
        return new TableEncoding(named.get(), cpg.get().name(), false);
      }
      notices.add(
          new Notice(
              "encoding-unknown",
              cpg.get().name() + " names no encoding that is known: '" + text.strip() + "'"));
    }
    int driver = header.languageDriver();
    Optional<CodePage> told =
        LanguageDrivers.codePage(driver).or(() -> LanguageDrivers.codePage(header.driverName()));
    if (told.isPresent()) {
      return new TableEncoding(told.get(), "language driver 0x%02X".formatted(driver), false);
    }
    if (driver != 0) {
      notices.add(
          new Notice(
              "encoding-unknown",
              "the language driver 0x%02X of the header is not known".formatted(driver)));
    }
    return new TableEncoding(CodePage.of(StandardCharsets.UTF_8), "nothing tells", true);
  }

  private static String firstBytes(InputSource file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new String(in.readNBytes(MAX_CPG_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  CodePage page() {
    return page;
  }

  /** Who says so, for people. */
  String origin() {
    return origin;
  }

  boolean assumesUtf8() {
    return assumed;
  }

  /** Takes in text that is no UTF-8. */
  synchronized void learnNotUtf8(byte[] b, int from, int to) {
    notUtf8 = true;
    for (int p = from + 1; p + 1 < to; p++) {
      int c = b[p] & 0xff;
      if (isSmall(b[p - 1]) && isSmall(b[p + 1])) {
        dosLetters += DOS_LETTERS.indexOf(c) >= 0 ? 1 : 0;
        windowsLetters += c >= FIRST_SMALL_LETTER_OF_WINDOWS ? 1 : 0;
      }
    }
  }

  private static boolean isSmall(byte c) {
    return c >= 'a' && c <= 'z';
  }

  /** Takes in what was learnt; tells what changed. */
  synchronized Optional<Notice> widen() {
    if (!assumed || !notUtf8) {
      return Optional.empty();
    }
    page = CodePage.of(dosLetters > windowsLetters ? DOS : WINDOWS);
    assumed = false;
    return Optional.of(
        new Notice(
            "encoding-assumed",
            "nothing tells what the text is in, and it is no UTF-8: it is read as "
                + page.name()
                + "; name another with --encoding"));
  }

  /** The name of a field, in whatever it can be read. */
  String decoded(byte[] bytes) {
    try {
      return page.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, WINDOWS);
    }
  }
}
