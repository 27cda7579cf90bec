package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that Excel would change, and that are text for that reason; and texts that were cut. They
 * are counted by their ordinal.
 */
enum KeptAsText {
  /** Numbers of too many digits. */
  DIGITS(
      "numbers-kept-as-text",
      "numbers of more than the "
          + ExcelLimits.MAX_DIGITS
          + " significant digits that Excel keeps are text"),
  /** What is no number in Excel. */
  NO_NUMBER(
      "numbers-kept-as-text",
      "NaN, infinities and numbers too small for Excel are text, because it has no number for them"),
  /** Dates and timestamps outside the calendar. */
  DATE(
      "dates-kept-as-text",
      "dates before 1900-03-01 or after 9999-12-31, which Excel's calendar does not hold rightly,"
          + " are text"),
  /** Times of day and timestamps between two milliseconds. */
  FRACTION(
      "times-kept-as-text",
      "times with fractions finer than the milliseconds that Excel keeps are text"),
  /** Texts that were cut, as the option says. */
  CUT("texts-cut", "texts longer than the 32,767 characters of a cell were cut");

  private final String code;
  private final String sentence;

  KeptAsText(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** A notice for each kind that was counted. */
  static List<Notice> notices(String table, Schema schema, CellCounts counts) {
    List<Notice> notices = new ArrayList<>();
    for (KeptAsText kind : values()) {
      if (counts.total(kind.ordinal()) > 0) {
        String places = counts.places(kind.ordinal(), schema);
        notices.add(new Notice(kind.code, "table " + table + ": " + kind.sentence + ": " + places));
      }
    }
    return notices;
  }
}
