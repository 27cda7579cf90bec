package io.pyforge.databricks.task;

import io.pyforge.cli.output.Terminal.PrintedError;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Arrays;
import java.util.List;

/** What a task that failed says about it. */
final class TaskFailures {
  static final String CODE = "task-failed";

  /** More would push the first ones out of sight; all of them are in the driver's log. */
  private static final int MOST_NAMED = 5;

  private TaskFailures() {}

  /**
   * The failure of a command.
   *
   * @param words its arguments; only the first gets into the message, for others may be secrets
   * @param errors what it printed
   */
  static ForgeException of(int status, List<String> words, List<PrintedError> errors) {
    ErrorKind kind = kindOf(status);
    if (errors.size() == 1) {
      return new ForgeException(kind, CODE, errors.get(0).problem(), errors.get(0).remedy());
    }
    String command = words.isEmpty() ? "pyforge" : "pyforge " + words.get(0);
    String ended = command + " ended with status " + status;
    if (errors.isEmpty()) {
      return new ForgeException(kind, CODE, ended, "its output in the driver's log says why");
    }
    StringBuilder problem = new StringBuilder(ended + " after " + errors.size() + " failures");
    for (PrintedError error : errors.subList(0, Math.min(MOST_NAMED, errors.size()))) {
      problem.append("; ").append(error.problem());
      if (!error.remedy().isEmpty()) {
        problem.append(" (try: ").append(error.remedy()).append(')');
      }
    }
    return new ForgeException(
        kind,
        CODE,
        problem.toString(),
        errors.size() > MOST_NAMED ? "the others are in the driver's log" : "");
  }

  private static ErrorKind kindOf(int status) {
    return Arrays.stream(ErrorKind.values())
        .filter(kind -> kind.exitStatus() == status)
        .findFirst()
        .orElse(ErrorKind.INTERNAL);
  }
}
