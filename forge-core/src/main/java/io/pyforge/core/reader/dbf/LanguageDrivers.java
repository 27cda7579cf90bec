package io.pyforge.core.reader.dbf;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which code page a table says its text is in: by the language driver byte of its header, or the
 * file of suffix .cpg beside it. The numbers are those of dBASE's and Visual FoxPro's manuals.
 */
final class LanguageDrivers {
  private static final Pattern NUMBER = Pattern.compile("(\\d{3,5})");
  private static final Pattern ISO = Pattern.compile("(?:iso)?[-_ ]?8859[-_ ]?(\\d{1,2})");

  /** Number of a code page by language driver. */
  private static final Map<Integer, Integer> PAGES =
      Map.ofEntries(
          Map.entry(0x01, 437),
          Map.entry(0x02, 850),
          Map.entry(0x03, 1252),
          Map.entry(0x04, 10000),
          Map.entry(0x08, 865),
          Map.entry(0x09, 437),
          Map.entry(0x0A, 850),
          Map.entry(0x0B, 437),
          Map.entry(0x0D, 437),
          Map.entry(0x0E, 850),
          Map.entry(0x0F, 437),
          Map.entry(0x10, 850),
          Map.entry(0x11, 437),
          Map.entry(0x12, 850),
          Map.entry(0x13, 932),
          Map.entry(0x14, 850),
          Map.entry(0x15, 437),
          Map.entry(0x16, 850),
          Map.entry(0x17, 865),
          Map.entry(0x18, 437),
          Map.entry(0x19, 437),
          Map.entry(0x1A, 850),
          Map.entry(0x1B, 437),
          Map.entry(0x1C, 863),
          Map.entry(0x1D, 850),
          Map.entry(0x1F, 852),
          Map.entry(0x22, 852),
          Map.entry(0x23, 852),
          Map.entry(0x24, 860),
          Map.entry(0x25, 850),
          Map.entry(0x26, 866),
          Map.entry(0x37, 850),
          Map.entry(0x40, 852),
          Map.entry(0x4D, 936),
          Map.entry(0x4E, 949),
          Map.entry(0x4F, 950),
          Map.entry(0x50, 874),
          Map.entry(0x57, 1252),
          Map.entry(0x58, 1252),
          Map.entry(0x59, 1252),
          Map.entry(0x64, 852),
          Map.entry(0x65, 866),
          Map.entry(0x66, 865),
          Map.entry(0x67, 861),
          Map.entry(0x68, 895),
          Map.entry(0x69, 620),
          Map.entry(0x6A, 737),
          Map.entry(0x6B, 857),
          Map.entry(0x6C, 863),
          Map.entry(0x78, 950),
          Map.entry(0x79, 949),
          Map.entry(0x7A, 936),
          Map.entry(0x7B, 932),
          Map.entry(0x7C, 874),
          Map.entry(0x7D, 1255),
          Map.entry(0x7E, 1256),
          Map.entry(0x86, 737),
          Map.entry(0x87, 852),
          Map.entry(0x88, 857),
          Map.entry(0x96, 10007),
          Map.entry(0x97, 10029),
          Map.entry(0x98, 10006),
          Map.entry(0xC8, 1250),
          Map.entry(0xC9, 1251),
          Map.entry(0xCA, 1254),
          Map.entry(0xCB, 1253),
          Map.entry(0xCC, 1257));

  private static final Map<Integer, String> ODD_NAMES =
      Map.ofEntries(
          Map.entry(932, "windows-31j"),
          Map.entry(936, "GBK"),
          Map.entry(10000, "x-MacRoman"),
          Map.entry(10006, "x-MacGreek"),
          Map.entry(10007, "x-MacCyrillic"),
          Map.entry(10029, "x-MacCentralEurope"),
          Map.entry(1361, "x-Johab"),
          Map.entry(20127, "windows-1252"),
          Map.entry(20866, "KOI8-R"),
          Map.entry(21866, "KOI8-U"),
          Map.entry(51932, "EUC-JP"),
          Map.entry(51949, "EUC-KR"),
          Map.entry(54936, "GB18030"),
          Map.entry(65001, "UTF-8"));

  private LanguageDrivers() {}

  /** The code page of a language driver byte; empty when it names none that is known. */
  static Optional<CodePage> codePage(int languageDriver) {
    Integer number = PAGES.get(languageDriver);
    return number == null ? Optional.empty() : numbered(number);
  }

  /**
   * The code page of a language driver's name in dBASE 7: {@code DB437US0}, {@code DBWINUS0}, where
   * WIN is the Windows of Western Europe.
   */
  static Optional<CodePage> codePage(String driverName) {
    String name = driverName.toUpperCase(Locale.ROOT);
    if (name.startsWith("DBWIN")) {
      return numbered(1252);
    }
    Matcher number = NUMBER.matcher(name);
    return name.startsWith("DB") && number.find()
        ? numbered(Integer.parseInt(number.group(1)))
        : Optional.empty();
  }

  /** The code page that the text of a .cpg file names; empty when it names none that is known. */
  static Optional<CodePage> codePageOfFile(String text) {
    String name = text.strip();
    Optional<CodePage> own = CodePage.named(name);
    if (own.isPresent()) {
      return own;
    }
    String key = name.toLowerCase(Locale.ROOT);
    Matcher iso = ISO.matcher(key);
    if (iso.matches()) {
      return supported("ISO-8859-" + iso.group(1));
    }
    if (key.equals("sjis") || key.equals("932")) {
      return supported("windows-31j");
    }
    Optional<CodePage> byName = supported(name);
    if (byName.isPresent()) {
      return byName;
    }
    Matcher number = NUMBER.matcher(key);
    return number.find() ? numbered(Integer.parseInt(number.group(1))) : Optional.empty();
  }

  private static Optional<CodePage> numbered(int number) {
    String odd = ODD_NAMES.get(number);
    if (odd != null) {
      return supported(odd);
    }
    return CodePage.named(Integer.toString(number))
        .or(() -> supported("windows-" + number))
        .or(() -> supported("IBM" + number))
        .or(() -> supported("x-windows-" + number))
        .or(() -> supported("x-IBM" + number));
  }

  private static Optional<CodePage> supported(String name) {
    try {
      return Charset.isSupported(name)
          ? Optional.of(CodePage.of(Charset.forName(name))).filter(CodePage::keepsAscii)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no name at all
    }
  }
}
