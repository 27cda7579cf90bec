package io.pyforge.core.writer.csv;

import io.pyforge.core.writer.OutputOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The writer's options, read.
 *
 * @param quoteAll whether every value is quoted, and not only those that need it
 * @param nullText what stands for null, unquoted
 * @param guardFormulas whether text that a spreadsheet takes for a formula gets an apostrophe
 */
record CsvStyle(
    byte delimiter,
    byte quote,
    boolean quoteAll,
    byte[] nullText,
    boolean mark,
    byte[] lineEnd,
    boolean header,
    boolean guardFormulas) {
  static final OptionSpec DELIMITER =
      OptionSpec.text(
          "output-delimiter",
          null,
          "Mark between fields of the output: one ASCII character, or tab. When not given, a tab in"
              + " .tsv and .tab, | in .psv, else a comma.");
  static final OptionSpec QUOTE =
      OptionSpec.text("output-quote", "\"", "Quote mark of the output: one ASCII character.");
  static final OptionSpec QUOTE_ALL =
      OptionSpec.flag(
          "output-quote-all", "Quote every value of the output, and not only those that need it.");
  static final OptionSpec NULL =
      OptionSpec.text(
          "output-null",
          "",
          "Text that stands for null in the output; it is never quoted, and text like it always"
              + " is.");
  static final OptionSpec BOM =
      OptionSpec.flag(
          "output-bom", "Start the output with a byte order mark, as older Excel wants it.");
  static final OptionSpec LINE_END =
      OptionSpec.choice(
          "output-line-end",
          "crlf",
          List.of("crlf", "lf"),
          "End of lines in the output: CR LF, as RFC 4180 has it, or LF.");
  static final OptionSpec GUARD_FORMULAS =
      OptionSpec.flag(
          "guard-formulas",
          "Put an apostrophe before text that a spreadsheet would run as a formula.");

  static final List<OptionSpec> SPECS =
      List.of(
          DELIMITER,
          QUOTE,
          QUOTE_ALL,
          NULL,
          BOM,
          LINE_END,
          OutputOptions.OUTPUT_HEADER,
          GUARD_FORMULAS);

  /**
   * Reads the options, or fails with a USAGE failure.
   *
   * @param suffix of the output, which decides the delimiter where no option does
   */
  static CsvStyle of(OptionValues values, String suffix) {
    byte delimiter =
        values
            .text(DELIMITER)
            .map(text -> character(DELIMITER, text))
            .orElseGet(() -> delimiterOf(suffix));
    byte quote = character(QUOTE, values.text(QUOTE).orElseThrow());
    if (quote == delimiter) {
      throw OptionValues.bad(
          QUOTE,
          values.text(QUOTE).orElseThrow(),
          "use another mark than that of --" + DELIMITER.name());
    }
    return new CsvStyle(
        delimiter,
        quote,
        values.flag(QUOTE_ALL),
        nullText(values, delimiter, quote),
        values.flag(BOM),
        bytes(values.choice(LINE_END).equals("lf") ? "\n" : "\r\n"),
        !values.isSet(OutputOptions.OUTPUT_HEADER) || values.flag(OutputOptions.OUTPUT_HEADER),
        values.flag(GUARD_FORMULAS));
  }

  private static byte delimiterOf(String suffix) {
    return (byte)
        switch (suffix) {
          case "tsv", "tab" -> '\t';
          case "psv" -> '|';
          default -> ',';
        };
  }

  private static byte character(OptionSpec spec, String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) > 126 || text.charAt(0) < ' ' && !text.equals("\t")) {
      throw OptionValues.bad(spec, text, "use one ASCII character, or tab");
    }
    return (byte) text.charAt(0);
  }

  /** What stands for null is never quoted, so it may hold nothing that would have to be. */
  private static byte[] nullText(OptionValues values, byte delimiter, byte quote) {
    String text = values.text(NULL).orElseThrow();
    if (text.indexOf(delimiter) >= 0
        || text.indexOf(quote) >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0) {
      throw OptionValues.bad(
          NULL, text, "use a text without the delimiter, the quote mark and line ends");
    }
    return bytes(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
