package io.pyforge.core.report;

import java.util.List;

/**
 * What {@code validate} found.
 *
 * @param deep whether every row was read
 * @param rowCount rows read; -1 when not deep
 */
public record ValidationReport(
    String path, String format, boolean deep, long rowCount, List<Problem> problems) {

  /** How bad a problem is. */
  public enum Severity {
    /** The file cannot be converted as it is. */
    ERROR,
    /** It can be converted, and the user should look. */
    WARNING
  }

  /**
   * One finding.
   *
   * @param code a stable slug
   * @param where the place, such as {@code line 17}, or empty
   * @param message one sentence
   */
  public record Problem(Severity severity, String code, String where, String message) {}

  /** Takes a copy. */
  public ValidationReport {
    problems = List.copyOf(problems);
  }

  /** Whether there is no problem of severity ERROR. */
  public boolean valid() {
    return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
  }
}
