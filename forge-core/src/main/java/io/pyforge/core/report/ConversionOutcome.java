package io.pyforge.core.report;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import java.util.List;

/** What became of one input of a batch. */
public sealed interface ConversionOutcome {
  /** It was written. */
  record Converted(ConversionResult result) implements ConversionOutcome {}

  /** Its output was there already and was left as it is. */
  record Skipped(String inputPath, String outputPath) implements ConversionOutcome {}

  /**
   * It could not be converted.
   *
   * @param attempts every engine tried, in order
   */
  record Failed(String inputPath, ForgeException failure, List<Attempt> attempts)
      implements ConversionOutcome {
    /** Takes a copy. */
    public Failed {
      attempts = List.copyOf(attempts);
    }
  }

  /** Whether an input, or some tables of it, failed. */
  default boolean failed() {
    return this instanceof Failed
        || (this instanceof Converted converted && !converted.result().failedTables().isEmpty());
  }
}
