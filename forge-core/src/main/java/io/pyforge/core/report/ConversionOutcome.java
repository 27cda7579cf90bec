package io.pyforge.core.report;

import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import java.util.List;

/** What became of one input of a batch. */
public sealed interface ConversionOutcome {
  /** It was written. */
  record Converted(ConversionResult result) implements ConversionOutcome {}

  /**
   * It was left as it is.
   *
   * @param outputPath where its output is, or would have gone
   */
  record Skipped(String inputPath, String outputPath, Reason reason) implements ConversionOutcome {}

  /** Why an input was left as it is. */
  enum Reason {
    /** Something is where its output goes. */
    OUTPUT_EXISTS("output-exists", "the output is there"),
    /** An earlier run converted it, and neither it nor its output changed since. */
    UNCHANGED("unchanged", "unchanged since it was converted"),
    /** Another input had failed, and the run was to end at that. */
    NOT_STARTED("not-started", "not started after a failure");

    private final String code;
    private final String text;

    Reason(String code, String text) {
      this.code = code;
      this.text = text;
    }

    /** A stable name for programs. */
    public String code() {
      return code;
    }

    /** In words that follow "skipped,". */
    public String text() {
      return text;
    }
  }

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

  /** The location of the input. */
  default String input() {
    if (this instanceof Converted converted) {
      return converted.result().inputPath();
    }
    return this instanceof Skipped skipped ? skipped.inputPath() : ((Failed) this).inputPath();
  }

  /** Whether it was not started because another input had failed. */
  default boolean notStarted() {
    return this instanceof Skipped skipped && skipped.reason() == Reason.NOT_STARTED;
  }

  /** Whether an input, or some tables of it, failed. */
  default boolean failed() {
    return this instanceof Failed
        || (this instanceof Converted converted && !converted.result().failedTables().isEmpty());
  }
}
