package io.pyforge.core.writer.json;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;

/**
 * The options of both writers, read.
 *
 * @param leaveOutNulls whether a column without a value is missing from the object
 * @param wordsAsText whether NaN and the infinities are text rather than null
 */
record JsonStyle(boolean leaveOutNulls, boolean wordsAsText) {
  static final OptionSpec NULLS =
      OptionSpec.choice(
          "json-nulls",
          "keep",
          List.of("keep", "omit"),
          "Cells without a value: null in their object (keep), or left out of it (omit).");
  static final OptionSpec NAN =
      OptionSpec.choice(
          "json-nan",
          "null",
          List.of("null", "text"),
          "NaN and the infinities, for which JSON has no number: null with a warning, or text such"
              + " as \"NaN\".");

  static final List<OptionSpec> SPECS = List.of(NULLS, NAN);

  /** Reads the options, or fails with a USAGE failure. */
  static JsonStyle of(OptionValues values) {
    return new JsonStyle(values.choice(NULLS).equals("omit"), values.choice(NAN).equals("text"));
  }
}
