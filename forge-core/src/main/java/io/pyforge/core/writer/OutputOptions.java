package io.pyforge.core.writer;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionType;
import java.util.List;

/** Options that several writers of text take. */
public final class OutputOptions {
  /** Whether the names of the columns come before the rows. */
  public static final OptionSpec OUTPUT_HEADER =
      new OptionSpec(
          "output-header",
          OptionType.FLAG,
          null,
          List.of(),
          "Write the names of the columns first. When not given, CSV has them, and txt has them"
              + " unless the table has one column.");

  private OutputOptions() {}
}
