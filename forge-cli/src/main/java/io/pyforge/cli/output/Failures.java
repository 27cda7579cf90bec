package io.pyforge.cli.output;

import io.pyforge.core.engine.ConversionFailure;
import io.pyforge.core.report.ResultJson;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Turns whatever went wrong into what the user reads and into the exit status. */
public final class Failures implements CommandLine.IExitCodeExceptionMapper {
  private final Terminal terminal;

  /** Prints to {@code terminal}. */
  public Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int getExitCode(Throwable failure) {
    return asForgeException(failure).kind().exitStatus();
  }

  /**
   * Prints a failure: the document for programs when {@code json}, and the error line for people in
   * any case.
   *
   * @param inputPath the input it happened to, if it is about one
   * @param verbose whether the stack trace is printed too
   * @return the exit status
   */
  public int report(Throwable failure, Optional<String> inputPath, boolean json, boolean verbose) {
    ForgeException shown = asForgeException(failure);
    if (json) {
      terminal.out().println(ResultJson.failure(inputPath, shown, attempts(failure)));
      terminal.out().flush();
    }
    line(failure, verbose);
    return shown.kind().exitStatus();
  }

  /** Prints the error line for people only. */
  public void line(Throwable failure, boolean verbose) {
    ForgeException shown = asForgeException(failure);
    terminal.error(shown.problem(), shown.remedy());
    if (verbose) {
      failure.printStackTrace(terminal.err());
      terminal.err().flush();
    }
  }

  /** The engines tried before it failed; empty for what is no conversion. */
  public static List<Attempt> attempts(Throwable failure) {
    return failure instanceof ConversionFailure conversion ? conversion.attempts() : List.of();
  }

  /** The failure itself, or what it means for the user when it is none of ours. */
  public static ForgeException asForgeException(Throwable failure) {
    if (failure instanceof ForgeException ours) {
      return ours;
    }
    if (failure instanceof OutOfMemoryError) {
      return new ForgeException(
          ErrorKind.INTERNAL,
          "out-of-memory",
          "the memory of " + Quantities.size(Runtime.getRuntime().maxMemory()) + " was not enough",
          "allow more, such as PYFORGE_JAVA_OPTS=-Xmx2g",
          failure);
    }
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
