package io.pyforge.spi.option;

import java.util.List;

/**
 * Options that mean the same in every format that takes them. A reader or writer lists those it
 * honours; listing one it ignores is a defect.
 *
 * @since 1
 */
public final class CommonOptions {
  /** Typed columns, or every column as text. */
  public static final OptionSpec TYPES =
      OptionSpec.choice(
          "types",
          "infer",
          List.of("infer", "string"),
          "Column types: infer them, or keep every column as text (string).");

  /** Types fixed by the user, for some or all columns. */
  public static final OptionSpec SCHEMA =
      OptionSpec.text(
          "schema",
          null,
          "Fixed column types: name:type,... (id:int64,price:decimal(10,2)) or a file of such"
              + " lines; other columns are inferred.");

  /** What happens to a value that breaks a fixed type. */
  public static final OptionSpec ON_SCHEMA_ERROR =
      OptionSpec.choice(
          "on-schema-error",
          "error",
          List.of("error", "reject"),
          "A value that breaks --schema: stop with status 5 (error), or put its row into the rejects"
              + " file (reject).");

  /** Types decided over the whole input before anything is written. */
  public static final OptionSpec STRICT_TYPES =
      OptionSpec.flag(
          "strict-types",
          "Decide types from the whole input before writing, rather than from a sample and again on"
              + " a miss.");

  /** Character encoding of the input. */
  public static final OptionSpec ENCODING =
      OptionSpec.text(
          "encoding", null, "Character encoding of the input; detected when not given.");

  /** Bytes that are no text in the input's encoding. */
  public static final OptionSpec ON_INVALID_TEXT =
      OptionSpec.choice(
          "on-invalid-text",
          "error",
          List.of("error", "replace"),
          "Bytes that are no valid text: stop with status 4 (error), or write U+FFFD in their place"
              + " (replace).");

  /** Whether the first row names the columns. */
  public static final OptionSpec HEADER =
      new OptionSpec(
          "header",
          OptionType.FLAG,
          null,
          List.of(),
          "The first row names the columns; decided from the types of many rows when not given.");

  /** Rows, or lines of a text, that come before the table. */
  public static final OptionSpec SKIP_ROWS =
      OptionSpec.integer("skip-rows", "0", "Rows to skip before the header.");

  /** The longest row, or record, of a text format. */
  public static final OptionSpec MAX_ROW_BYTES =
      OptionSpec.size("max-row-bytes", "256MiB", "Longest row or record that is read.");

  /** What opens an encrypted input. */
  public static final OptionSpec PASSWORD =
      OptionSpec.text(
          "password",
          null,
          "Password of an encrypted input; better set as PYFORGE_PASSWORD, because other users of"
              + " the machine can see a command line.");

  /** Which tables of a database are read. */
  public static final OptionSpec TABLES =
      OptionSpec.text(
          "tables",
          null,
          "Tables to read, separated by commas; * and ? stand for any characters, letter case does"
              + " not matter. All tables of the user when not given.");

  /** Whether the tables that a database keeps about itself are read. */
  public static final OptionSpec SYSTEM_TABLES =
      OptionSpec.flag(
          "system-tables", "Read also the tables that the database keeps about itself.");

  /** Where rejected rows go. */
  public static final OptionSpec REJECTS =
      OptionSpec.text(
          "rejects",
          null,
          "File for rejected rows; beside the output as <output>.rejects.csv when not given.");

  /** The compression codec of the output. */
  public static final OptionSpec COMPRESSION =
      OptionSpec.choice(
          "compression",
          "snappy",
          List.of("snappy", "zstd", "gzip", "lz4_raw", "none"),
          "Compression of the output.");

  /** How times of day leave. */
  public static final OptionSpec TIME_TYPE =
      OptionSpec.choice(
          "time-type",
          "text",
          List.of("text", "time"),
          "Times of day as text, which every engine reads, or as the format's own time type.");

  private CommonOptions() {}
}
