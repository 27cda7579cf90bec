package io.pyforge.core.bulk;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** What users read when a run over many inputs does not work out. */
final class BulkFailures {
  private BulkFailures() {}

  static ForgeException outputIsFile(String output) {
    return new ForgeException(
        ErrorKind.USAGE,
        "output-not-folder",
        output + " is a file, and several inputs need a folder",
        "pass a folder as -o");
  }

  static ForgeException outputIsStream() {
    return new ForgeException(
        ErrorKind.USAGE,
        "output-not-folder",
        "standard output is one stream, and several inputs need a folder",
        "pass a folder as -o");
  }

  static ForgeException standardInput() {
    return new ForgeException(
        ErrorKind.USAGE,
        "stdin-in-batch",
        "standard input cannot be one of several inputs",
        "convert it alone, as in: pyforge convert - out.parquet");
  }

  static ForgeException sharedRejects() {
    return new ForgeException(
        ErrorKind.USAGE,
        "rejects-in-batch",
        "several inputs cannot share one --rejects file",
        "leave it out: each output gets its own rejects file beside it");
  }

  static ForgeException outputIsInput(String input, String output) {
    return new ForgeException(
        ErrorKind.USAGE,
        "output-is-input",
        "the output " + output + " is the input " + input,
        "choose another output");
  }

  static ForgeException stopped() {
    return new ForgeException(
        ErrorKind.INTERRUPTED, "cancelled", "the run was stopped before this input", "");
  }

  /** A defect: nothing of ours foresaw it. */
  static ForgeException unexpected(Throwable failure) {
    String message = failure.getMessage();
    return new ForgeException(
        ErrorKind.INTERNAL,
        "internal-error",
        "PyForge failed unexpectedly: "
            + failure.getClass().getSimpleName()
            + (message == null ? "" : ": " + message),
        "run again with -v, which shows where, and report it",
        failure);
  }
}
