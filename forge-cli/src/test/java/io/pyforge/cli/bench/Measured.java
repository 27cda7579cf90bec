package io.pyforge.cli.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * One line of the result: a figure against what it must and should be.
 *
 * @param workload what was run, and what is compared
 * @param value the figure; the median of the ratios of the pairs, unless {@code unit} says
 *     otherwise
 * @param unit what follows a figure that is no ratio, else empty
 * @param must the largest value that passes
 * @param aim the largest value that pleases
 * @param detail the medians that were compared
 */
record Measured(
    String workload, double value, String unit, double must, double aim, String detail) {
  private static final String DONE = "done";

  /** Something that need only end well, and did. */
  static Measured completed(String workload, String detail) {
    return new Measured(workload, 0, DONE, 0, 0, detail);
  }

  boolean passes() {
    return value <= must; // false for NaN: what was not measured has not passed
  }

  String row() {
    if (unit.equals(DONE)) {
      return "| " + workload + " | **done** | completes | - | passed | " + detail + " |";
    }
    return String.format(
        Locale.ROOT,
        "| %s | **%s** | %s | %s | %s | %s |",
        workload,
        text(value),
        text(must),
        text(aim),
        !passes() ? "missed" : value <= aim ? "aim reached" : "passed",
        detail);
  }

  private String text(double number) {
    return Double.isNaN(number)
        ? "not measured"
        : unit.isEmpty()
            ? String.format(Locale.ROOT, "%.2f", number)
            : String.format(Locale.ROOT, "%.0f%s", number, unit);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
