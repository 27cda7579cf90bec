package io.pyforge.spi.writer;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.util.List;

/**
 * Writes one format. Stateless and thread-safe; making one is cheap and loads no format library.
 *
 * @since 1
 */
public interface FormatWriter {
  /** The format's name for {@code --to}, in lower case: {@code parquet}. */
  String format();

  /** One line for {@code pyforge formats}. */
  String description();

  /** File name suffixes without the dot; the first is used for new files. */
  List<String> suffixes();

  /** Whether one file can hold several tables. */
  boolean manyTablesPerFile();

  /** The options it honours. */
  List<OptionSpec> options();

  /**
   * Opens an output on a target. The target stays the engine's: it publishes and closes it.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE when an option does not make sense
   */
  TabularOutput open(OutputTarget target, OptionValues options, WriteContext context)
      throws IOException;
}
