package io.pyforge.core.reader.mdf;

import io.pyforge.core.reader.TableSelection;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;
import java.util.Optional;

/**
 * The options of a data file of SQL Server, understood.
 *
 * @param codePage of all text that is not UTF-16; that of each column's collation when not given
 * @param replaceInvalidText whether what is no text becomes U+FFFD rather than a failure
 * @param ignoreChecksum whether damaged pages are read
 * @param trimChar whether char and nchar lose the blanks that fill them up
 * @param maxValueBytes of a large value
 */
record MdfOptions(
    TableSelection tables,
    boolean systemTables,
    Optional<CodePage> codePage,
    boolean replaceInvalidText,
    boolean ignoreChecksum,
    boolean trimChar,
    long maxValueBytes) {
  static final OptionSpec IGNORE_CHECKSUM =
      OptionSpec.flag(
          "ignore-checksum",
          "Read pages whose checksum or torn bits do not match, as far as they go.");
  static final OptionSpec TRIM_CHAR =
      OptionSpec.flag(
          "trim-char", "Cut off the blanks that fill up text of fixed length (char, nchar).");
  static final List<OptionSpec> SPECS =
      List.of(
          CommonOptions.TABLES,
          CommonOptions.SYSTEM_TABLES,
          CommonOptions.ENCODING,
          CommonOptions.ON_INVALID_TEXT,
          CommonOptions.MAX_ROW_BYTES,
          IGNORE_CHECKSUM,
          TRIM_CHAR);

  /** Text grows to three times its bytes at most, and an array holds 2 GB. */
  private static final long MOST_BYTES = 640L * 1024 * 1024;

  static MdfOptions of(OptionValues values) {
    return new MdfOptions(
        TableSelection.of(values),
        values.flag(CommonOptions.SYSTEM_TABLES),
        values.text(CommonOptions.ENCODING).map(TextOptions::charset).map(CodePage::of),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        values.flag(IGNORE_CHECKSUM),
        values.flag(TRIM_CHAR),
        Math.min(TextOptions.maxRowBytes(values), MOST_BYTES));
  }
}
