package io.pyforge.core.reader.xml;

import io.pyforge.core.text.UnicodeForm;
import io.pyforge.spi.result.Notice;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding of a document: its byte order mark, else where its zero bytes are, else its
 * declaration, else UTF-8 (XML 1.0, appendix F).
 *
 * @param markLength bytes of the byte order mark
 * @param notice worth telling when the declaration says otherwise
 */
record XmlEncoding(Charset charset, int markLength, Optional<Notice> notice) {
  /** Bytes from the start that matter. */
  static final int LOOKED_AT = 1024;

  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']*)[\"']");

  /** {@code <?xm} in EBCDIC, whose code pages agree on it. */
  private static final int[] EBCDIC_MARK = {0x4C, 0x6F, 0xA7, 0x94};

  private static final String EBCDIC = "IBM037";

  /**
   * @param b the first bytes
   * @throws io.pyforge.spi.error.ForgeException INPUT if the encoding is not known here
   */
  static XmlEncoding of(byte[] b, int length, Optional<Charset> named, String name) {
    if (named.isPresent()) {
      UnicodeForm form = UnicodeForm.named(b, length, named.get());
      return new XmlEncoding(form.charset(), form.markLength(), Optional.empty());
    }
    UnicodeForm form = UnicodeForm.of(b, length);
    boolean unicode = form.markLength() > 0 || !form.charset().equals(StandardCharsets.UTF_8);
    boolean ebcdic = !unicode && isEbcdic(b, length) && Charset.isSupported(EBCDIC);
    Charset readable =
        unicode ? form.charset() : ebcdic ? Charset.forName(EBCDIC) : StandardCharsets.ISO_8859_1;
    int from = form.markLength();
    String head = new String(b, from, Math.min(length, LOOKED_AT) - from, readable);
    Optional<String> declared = declared(head);
    if (declared.isEmpty()) {
      return new XmlEncoding(ebcdic ? readable : form.charset(), from, Optional.empty());
    }
    boolean told = unicode || isWide(declared.get());
    if (told) {
      Charset charset = unicode ? form.charset() : StandardCharsets.UTF_8;
      return new XmlEncoding(charset, from, mismatch(name, charset, declared.get()));
    }
    return new XmlEncoding(charset(declared.get(), name), from, Optional.empty());
  }

  /** The encoding that a declaration names. */
  static Optional<String> declared(String declaration) {
    Matcher matcher = DECLARED.matcher(declaration);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  /** Whether a document with that declaration can be read as part of a text of this encoding. */
  static boolean agrees(String declared, Charset charset) {
    String plain = declared.toUpperCase(Locale.ROOT);
    if (charset.name().startsWith("UTF-") && (plain.startsWith("UTF") || plain.contains("ASCII"))) {
      return true;
    }
    try {
      return Charset.forName(declared).equals(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false; // whoever asks says so
    }
  }

  private static boolean isEbcdic(byte[] b, int length) {
    for (int i = 0; i < EBCDIC_MARK.length; i++) {
      if (i >= length || (b[i] & 0xff) != EBCDIC_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether an encoding has no bytes that could be read as ASCII, as this declaration was. */
  private static boolean isWide(String declared) {
    String plain = declared.toUpperCase(Locale.ROOT);
    return plain.startsWith("UTF-16")
        || plain.startsWith("UTF-32")
        || plain.startsWith("ISO-10646-UCS");
  }

  private static Optional<Notice> mismatch(String name, Charset charset, String declared) {
    String family = charset.name().replaceAll("[BL]E$", "");
    return declared.toUpperCase(Locale.ROOT).startsWith(family)
        ? Optional.empty()
        : Optional.of(
            new Notice(
                "encoding-mismatch",
                name
                    + " says that its encoding is "
                    + declared
                    + ", but its bytes are "
                    + charset.name()
                    + ", as which it is read"));
  }

  private static Charset charset(String declared, String name) {
    try {
      return Charset.forName(declared);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw XmlFailures.unknownEncoding(name, declared);
    }
  }
}
