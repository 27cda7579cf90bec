package io.pyforge.core.reader.excel;

import java.util.Locale;

/**
 * What a number format makes of a number: it tells dates, times and durations from plain numbers.
 * Nothing else in a workbook does.
 */
enum NumberFormat {
  /** A number, whatever its currency, percent sign or zeros. */
  NUMBER,
  /** A day, with or without a time. */
  DATE,
  /** A time of day. */
  TIME,
  /** Elapsed hours, minutes or seconds: {@code [h]:mm}. */
  DURATION;

  /**
   * The meaning of a built-in format (ECMA-376 part 1, 18.8.30), those of East Asian versions among
   * them.
   */
  static NumberFormat builtIn(int id) {
    if (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id >= 50 && id <= 58) {
      return DATE;
    }
    if (id >= 18 && id <= 21 || id == 45 || id == 47 || id >= 32 && id <= 35) {
      return TIME;
    }
    if (id == 36) {
      return DATE;
    }
    return id == 46 ? DURATION : NUMBER;
  }

  /** The meaning of a format code such as {@code yyyy-mm-dd hh:mm;@}. */
  static NumberFormat of(String code) {
    boolean date = false;
    boolean time = false;
    boolean month = false;
    boolean afterSeconds = false;
    int p = 0;
    while (p < code.length()) {
      char c = Character.toLowerCase(code.charAt(p));
      switch (c) {
        case ';' -> {
          if (date || time || month) {
            return meaning(date, time, month);
          }
          // The first section may show nothing, or be text: the next one decides.
        }
        case '"' -> {
          int close = code.indexOf('"', p + 1);
          p = close < 0 ? code.length() : close;
        }
        case '\\', '_', '*' -> p++;
        case '[' -> {
          int close = code.indexOf(']', p);
          if (close < 0) {
            return NUMBER;
          }
          String inside = code.substring(p + 1, close).toLowerCase(Locale.ROOT);
          if (inside.matches("h+|m+|s+")) {
            return DURATION;
          }
          p = close;
        }
        case 'y', 'd' -> date = true;
        case 'b' -> date |= code.regionMatches(true, p, "bb", 0, 2); // years of the Buddhist era
        case 'e' -> {
          if (p + 1 < code.length() && (code.charAt(p + 1) == '+' || code.charAt(p + 1) == '-')) {
            return NUMBER; // scientific
          }
          date = true; // years of an era
        }
        case 'g' -> {
          if (code.regionMatches(true, p, "general", 0, 7)) {
            return NUMBER;
          }
          date = true; // the name of an era
        }
        case 'm' -> month = true;
        case 'h' -> time = true;
        case 's' -> {
          time = true;
          afterSeconds = true;
        }
        case 'a' -> {
          if (code.regionMatches(true, p, "am/pm", 0, 5)) {
            time = true;
            p += 4;
          } else if (code.regionMatches(true, p, "a/p", 0, 3)) {
            time = true;
            p += 2;
          } else if (code.regionMatches(true, p, "aaa", 0, 3)) {
            date = true; // day of the week
          }
        }
        case '#', '?' -> {
          return NUMBER;
        }
        case '0' -> {
          if (!afterSeconds) {
            return NUMBER;
          }
        }
        default -> {
          // Marks between the parts.
        }
      }
      p++;
    }
    return meaning(date, time, month);
  }

  /** {@code m} are months, unless there are hours or seconds and no other part of a date. */
  private static NumberFormat meaning(boolean date, boolean time, boolean month) {
    if (date || month && !time) {
      return DATE;
    }
    return time ? TIME : NUMBER;
  }
}
