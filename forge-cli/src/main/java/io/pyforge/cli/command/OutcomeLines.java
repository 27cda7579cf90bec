package io.pyforge.cli.command;

import io.pyforge.cli.output.Failures;
import io.pyforge.cli.output.Reports;
import io.pyforge.cli.output.Terminal;
import io.pyforge.core.report.ConversionOutcome;

/**
 * Tells people what became of an input.
 *
 * @param quiet whether nothing but failures is told, because a document will be
 * @param verbose whether failures come with their stack trace
 */
record OutcomeLines(Terminal terminal, boolean quiet, boolean verbose) {
  void print(ConversionOutcome outcome) {
    if (outcome instanceof ConversionOutcome.Failed failed) {
      new Failures(terminal).line(failed.failure(), verbose);
    } else if (quiet) {
      return;
    } else if (outcome instanceof ConversionOutcome.Converted converted) {
      new Reports(terminal).converted(converted.result());
    } else if (outcome instanceof ConversionOutcome.Skipped skipped) {
      new Reports(terminal).skipped(skipped);
    }
  }
}
