package io.pyforge.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: thousands separated, sizes in powers of 1000, seconds. */
final class Quantities {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Quantities() {}

  /** {@code 1 row}, {@code 1,234 rows}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** {@code 812 B}, {@code 1.2 KB}, {@code 120 KB}; {@code unknown} below zero. */
  static String size(long bytes) {
    if (bytes < 0) {
      return "unknown";
    }
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    String format = unit > 0 && amount < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, amount, UNITS[unit]);
  }

  /** {@code 0.2 s}, {@code 75 s}. */
  static String seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
  }
}
