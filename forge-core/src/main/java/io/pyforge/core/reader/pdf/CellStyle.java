package io.pyforge.core.reader.pdf;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way in which people write the values of a column, and how it is written for machines. A style
 * holds for a column when every value is written in it.
 */
enum CellStyle {
  /** As it stands. */
  PLAIN {
    @Override
    String machine(String text) {
      return text;
    }
  },
  /** Numbers with commas between thousands, any sign of minus, and dashes for no value. */
  NUMBER {
    @Override
    @Nullable String machine(String text) {
      if (isDash(text)) {
        return "";
      }
      Matcher matcher = GROUPED.matcher(text);
      if (!matcher.matches()) {
        return null;
      }
      boolean negative = matcher.group(1) != null;
      return (negative ? "-" : "") + matcher.group(2).replace(",", "");
    }
  },
  /** 17/07/2015: day before month. */
  DAY_FIRST {
    @Override
    @Nullable String machine(String text) {
      return numericDate(text, 1, 2);
    }
  },
  /** 07/17/2015: month before day. */
  MONTH_FIRST {
    @Override
    @Nullable String machine(String text) {
      return numericDate(text, 2, 1);
    }
  },
  /** 17 July 2015, July 17, 2015, 17-Jul-2015. */
  MONTH_NAME {
    @Override
    @Nullable String machine(String text) {
      Matcher matcher = DAY_NAME_YEAR.matcher(text);
      if (matcher.matches()) {
        return date(matcher.group(3), month(matcher.group(2)), matcher.group(1));
      }
      matcher = NAME_DAY_YEAR.matcher(text);
      return matcher.matches()
          ? date(matcher.group(3), month(matcher.group(1)), matcher.group(2))
          : null;
    }
  };

  private static final Pattern GROUPED =
      Pattern.compile("([-−–‐])?\\s?((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|\\.\\d+)");
  private static final Pattern NUMERIC_DATE =
      Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})");
  private static final Pattern DAY_NAME_YEAR =
      Pattern.compile("(\\d{1,2})[ \\-‐.]{1,2}([A-Za-z]{3,9})\\.?[ ,\\-‐]{1,2}(\\d{4})");
  private static final Pattern NAME_DAY_YEAR =
      Pattern.compile("([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})");

  /** 12,5 and 1.234,56: whoever writes so does not mean thousands by a comma. */
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[-−–]?(\\d+|\\d{1,3}(\\.\\d{3})+),(\\d{1,2}|\\d{4,})");

  /**
   * The value as a machine writes it, empty for one that stands for nothing; null when it is not of
   * this style.
   */
  abstract @Nullable String machine(String text);

  static boolean isDash(String text) {
    return text.length() == 1 && "-–—−‐".contains(text);
  }

  /** Whether a value tells that commas are decimal points here. */
  static boolean isDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text).matches();
  }

  private static @Nullable String numericDate(String text, int dayGroup, int monthGroup) {
    Matcher matcher = NUMERIC_DATE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String first = matcher.group(1);
    String second = matcher.group(3);
    return date(
        matcher.group(4),
        Integer.parseInt(monthGroup == 1 ? first : second),
        dayGroup == 1 ? first : second);
  }

  private static @Nullable String date(String year, int month, String day) {
    try {
      return LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day)).toString();
    } catch (DateTimeException e) {
      return null; // no such day
    }
  }

  /** The number of an English month by its name or first three letters, or 0. */
  private static int month(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (java.time.Month month : java.time.Month.values()) {
      String full = month.name().toLowerCase(Locale.ROOT);
      if (full.equals(lower)
          || full.substring(0, 3).equals(lower)
          || lower.equals("sept") && month == java.time.Month.SEPTEMBER) {
        return month.getValue();
      }
    }
    return 0;
  }
}
