package io.pyforge.core.reader.parquet;

import io.pyforge.core.nested.ArrayHandling;
import io.pyforge.core.nested.NestedOptions;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of Parquet as an input, understood.
 *
 * @param arrays what lists and maps become
 * @param replaceInvalidText whether bytes that are no UTF-8 become U+FFFD rather than a failure
 * @param maxRowBytes memory that one row may need
 */
record ParquetOptions(ArrayHandling arrays, boolean replaceInvalidText, long maxRowBytes) {
  static final List<OptionSpec> SPECS = specs();

  private static List<OptionSpec> specs() {
    List<OptionSpec> specs = new ArrayList<>(NestedOptions.ARRAYS);
    specs.add(CommonOptions.ON_INVALID_TEXT);
    specs.add(CommonOptions.MAX_ROW_BYTES);
    return List.copyOf(specs);
  }

  static ParquetOptions of(OptionValues values) {
    return new ParquetOptions(
        NestedOptions.arrays(values),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        TextOptions.maxRowBytes(values));
  }
}
