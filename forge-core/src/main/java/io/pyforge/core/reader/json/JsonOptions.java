package io.pyforge.core.reader.json;

import io.pyforge.core.nested.NestedOptions;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of JSON, understood.
 *
 * @param charset empty when it is to be detected
 * @param recordsPath where the records are; empty when that is to be found
 * @param rejectBadRecords whether lines that are no JSON are set aside
 * @param maxDepth levels of structures accepted
 * @param maxRowBytes longest record accepted
 */
record JsonOptions(
    NestedOptions nested,
    Optional<Charset> charset,
    boolean replaceInvalidText,
    Optional<RecordsPath> recordsPath,
    boolean rejectBadRecords,
    int maxDepth,
    long maxRowBytes) {

  static final OptionSpec RECORDS_PATH =
      OptionSpec.text(
          "records-path",
          null,
          "Path of the array whose elements are the rows: $.data.items; the top-level array, or"
              + " the whole document, when not given.");

  static final OptionSpec ON_BAD_RECORD =
      OptionSpec.choice(
          "on-bad-record",
          "error",
          List.of("error", "reject"),
          "A line of JSON Lines that is no JSON: stop with status 4 (error), or put it into the"
              + " rejects file (reject).");

  static final List<OptionSpec> SPECS = specs();

  private static List<OptionSpec> specs() {
    List<OptionSpec> specs = new ArrayList<>(NestedOptions.SPECS);
    specs.addAll(
        List.of(
            RECORDS_PATH,
            ON_BAD_RECORD,
            NestedOptions.MAX_DEPTH,
            CommonOptions.MAX_ROW_BYTES,
            CommonOptions.ENCODING,
            CommonOptions.ON_INVALID_TEXT,
            CommonOptions.REJECTS));
    return List.copyOf(specs);
  }

  static JsonOptions of(OptionValues values) {
    return new JsonOptions(
        NestedOptions.of(values),
        values.text(CommonOptions.ENCODING).map(TextOptions::charset),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        values.text(RECORDS_PATH).map(RecordsPath::parse),
        values.choice(ON_BAD_RECORD).equals("reject"),
        NestedOptions.maxDepth(values),
        TextOptions.maxRowBytes(values));
  }
}
