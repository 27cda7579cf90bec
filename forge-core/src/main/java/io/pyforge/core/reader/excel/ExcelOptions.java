package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.core.storage.DecompressionLimit;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;
import java.util.Optional;

/**
 * The options of workbooks, understood.
 *
 * @param sheets names of the sheets to read, with commas between them; empty for all
 * @param separate whether sheets with the same columns stay tables of their own
 * @param table name of an Excel table or a defined name
 * @param range a range such as {@code Sheet1!B3:F90}
 * @param header whether the first row of a table names its columns; empty when that is detected
 * @param headerRow number of the row that names the columns, or 0
 * @param skipRows rows at the top that are not looked at
 * @param errorsAreText whether errors are kept as text rather than null
 * @param maxSharedStringsBytes memory for shared texts
 * @param maxCellBytes longest text of one cell
 */
record ExcelOptions(
    Optional<String> sheets,
    boolean separate,
    boolean includeSheetName,
    boolean includeHidden,
    Optional<String> table,
    Optional<String> range,
    Optional<Boolean> header,
    int headerRow,
    int skipRows,
    boolean errorsAreText,
    long maxSharedStringsBytes,
    long maxCellBytes,
    DecompressionLimit decompression,
    Optional<String> password,
    boolean allText,
    List<FixedType> fixedTypes,
    boolean rejectSchemaErrors,
    boolean strictTypes) {

  static final OptionSpec SHEETS =
      OptionSpec.text("sheets", null, "Sheets to read, joined by commas; all when not given.");
  static final OptionSpec COMBINE =
      OptionSpec.flag(
          "combine",
          "Put the rows of sheets with the same columns into one table, which is the default.");
  static final OptionSpec SEPARATE =
      OptionSpec.flag(
          "separate", "Make a table of every sheet, also of those with the same columns.");
  static final OptionSpec INCLUDE_SHEET_NAME =
      OptionSpec.flag(
          "include-sheet-name", "Add a column _sheet_name that says which sheet a row is from.");
  static final OptionSpec INCLUDE_HIDDEN =
      OptionSpec.flag("include-hidden", "Read hidden sheets, rows and columns too.");
  static final OptionSpec TABLE =
      OptionSpec.text("table", null, "Read one table or defined name of the workbook only.");
  static final OptionSpec RANGE =
      OptionSpec.text(
          "range", null, "Read one range only: Sheet1!B3:F90, or B3:F90 of the first sheet.");
  static final OptionSpec HEADER_ROW =
      OptionSpec.integer(
          "header-row",
          "0",
          "Number of the row that names the columns, on every sheet; 0 to detect it.");
  static final OptionSpec ERROR_CELLS =
      OptionSpec.choice(
          "error-cells",
          "null",
          List.of("null", "text"),
          "Cells with an error such as #DIV/0!: no value and a warning (null), or that text (text).");
  static final OptionSpec MAX_SHARED_STRINGS_MEMORY =
      OptionSpec.size(
          "max-shared-strings-memory",
          "64MiB",
          "Memory for the texts of a workbook; more of them go to a temporary file.");
  static final OptionSpec MAX_CELL_BYTES =
      OptionSpec.size("max-cell-bytes", "16MiB", "Longest text of one cell that is read.");

  static final List<OptionSpec> SPECS =
      List.of(
          SHEETS,
          COMBINE,
          SEPARATE,
          INCLUDE_SHEET_NAME,
          INCLUDE_HIDDEN,
          TABLE,
          RANGE,
          CommonOptions.HEADER,
          HEADER_ROW,
          CommonOptions.SKIP_ROWS,
          ERROR_CELLS,
          CommonOptions.PASSWORD,
          MAX_SHARED_STRINGS_MEMORY,
          MAX_CELL_BYTES,
          DecompressionLimit.OPTION,
          CommonOptions.TYPES,
          CommonOptions.SCHEMA,
          CommonOptions.ON_SCHEMA_ERROR,
          CommonOptions.STRICT_TYPES,
          CommonOptions.REJECTS);

  static ExcelOptions of(OptionValues values) {
    exclude(values, COMBINE, SEPARATE, values.flag(COMBINE) && values.flag(SEPARATE));
    exclude(values, TABLE, RANGE, values.isSet(TABLE) && values.isSet(RANGE));
    exclude(values, TABLE, SHEETS, values.isSet(TABLE) && values.isSet(SHEETS));
    exclude(values, RANGE, SHEETS, values.isSet(RANGE) && values.isSet(SHEETS));
    long headerRow = values.integer(HEADER_ROW, 0);
    Optional<Boolean> header =
        values.isSet(CommonOptions.HEADER)
            ? Optional.of(values.flag(CommonOptions.HEADER))
            : Optional.empty();
    exclude(
        values,
        HEADER_ROW,
        CommonOptions.HEADER,
        headerRow > 0 && header.equals(Optional.of(false)));
    return new ExcelOptions(
        values.text(SHEETS),
        values.flag(SEPARATE),
        values.flag(INCLUDE_SHEET_NAME),
        values.flag(INCLUDE_HIDDEN),
        values.text(TABLE),
        values.text(RANGE),
        header,
        (int) Math.min(headerRow, Integer.MAX_VALUE - 1),
        (int) Math.min(values.integer(CommonOptions.SKIP_ROWS, 0), Integer.MAX_VALUE - 1),
        values.choice(ERROR_CELLS).equals("text"),
        values.sizeBytes(MAX_SHARED_STRINGS_MEMORY),
        values.sizeBytes(MAX_CELL_BYTES),
        DecompressionLimit.of(values),
        values.text(CommonOptions.PASSWORD).filter(password -> !password.isEmpty()),
        values.choice(CommonOptions.TYPES).equals("string"),
        values.text(CommonOptions.SCHEMA).map(FixedTypes::parse).orElse(List.of()),
        values.choice(CommonOptions.ON_SCHEMA_ERROR).equals("reject"),
        values.flag(CommonOptions.STRICT_TYPES));
  }

  private static void exclude(OptionValues values, OptionSpec one, OptionSpec other, boolean both) {
    if (both) {
      throw OptionValues.bad(
          one,
          values.text(one).orElse(""),
          "leave out one of --" + one.name() + " and --" + other.name());
    }
  }

  /** A password is not to be printed. */
  @Override
  public String toString() {
    return "ExcelOptions";
  }
}
