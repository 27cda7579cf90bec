package io.pyforge.core.reader.dbf;

import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;
import java.util.Optional;

/**
 * The options of dBASE tables, understood.
 *
 * @param codePage of {@code --encoding}; empty when the table tells
 * @param includeDeleted whether records marked as deleted are read
 * @param nullInvalidValues whether a value that is none of its field's type is null, rather than a
 *     reason to make the column text
 * @param maxMemoBytes longest memo accepted
 */
record DbfOptions(
    Optional<CodePage> codePage,
    boolean replaceInvalidText,
    boolean includeDeleted,
    boolean nullInvalidValues,
    int maxMemoBytes) {
  static final OptionSpec INCLUDE_DELETED =
      OptionSpec.flag(
          "include-deleted",
          "Read also the records that are marked as deleted; the column _deleted tells which.");
  static final OptionSpec ON_INVALID_VALUE =
      OptionSpec.choice(
          "on-invalid-value",
          "text",
          List.of("text", "null"),
          "A number, date or logical value that is none: keep the column as text (text), or write"
              + " null in its place and count it (null).");

  static final List<OptionSpec> SPECS =
      List.of(
          CommonOptions.ENCODING,
          CommonOptions.ON_INVALID_TEXT,
          INCLUDE_DELETED,
          ON_INVALID_VALUE,
          CommonOptions.MAX_ROW_BYTES);

  /** Text of any encoding may be three times as long in UTF-8, and an array holds no more. */
  private static final int LONGEST_MEMO = Integer.MAX_VALUE / 4;

  static DbfOptions of(OptionValues values) {
    return new DbfOptions(
        values.text(CommonOptions.ENCODING).map(DbfOptions::codePage),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        values.flag(INCLUDE_DELETED),
        values.choice(ON_INVALID_VALUE).equals("null"),
        (int) Math.min(TextOptions.maxRowBytes(values), LONGEST_MEMO));
  }

  private static CodePage codePage(String name) {
    CodePage page =
        CodePage.named(name).orElseGet(() -> CodePage.of(TextOptions.charset(name), name));
    if (!page.keepsAscii()) {
      throw OptionValues.bad(
          CommonOptions.ENCODING, name, "use a code page that has ASCII in its lower half");
    }
    return page;
  }
}
