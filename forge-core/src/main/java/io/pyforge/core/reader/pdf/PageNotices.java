package io.pyforge.core.reader.pdf;

import io.pyforge.spi.reader.ScanLog;

/** What is worth telling about a page that was read. */
final class PageNotices {
  static final String SCANNED = "scanned-page";
  static final String UNMAPPED = "text-without-characters";

  static final String BROKEN = "instructions-failed";
  static final String DAMAGED = "page-damaged";

  private PageNotices() {}

  /**
   * Counts a page without text but with pictures, glyphs that stand for no character, instructions
   * that fail, and damage.
   *
   * @param blank whether no text was found
   */
  static void count(PageContent page, int number, boolean blank, ScanLog log) {
    if (blank && page.hasImages()) {
      log.count(
          SCANNED,
          1,
          "page " + number,
          ScanLog.counted("page is a picture", "pages are pictures")
              + " without text, as of a scan, the first "
              + ScanLog.FIRST
              + "; text recognition (OCR) adds their text");
    }
    if (page.unmapped() > 0) {
      log.count(
          UNMAPPED,
          page.unmapped(),
          "page " + number,
          ScanLog.counted("glyph has", "glyphs have")
              + " no character that the document tells, the first on "
              + ScanLog.FIRST
              + "; each is U+FFFD");
    }
    if (page.broken() > 0) {
      log.count(
          BROKEN,
          page.broken(),
          "page " + number,
          ScanLog.counted("instruction of a page", "instructions of pages")
              + " could not be run, the first on "
              + ScanLog.FIRST
              + "; what they draw is missing");
    }
    if (page.damaged() > 0) {
      log.count(
          DAMAGED,
          page.damaged(),
          "page " + number,
          ScanLog.counted("part of a page is", "parts of pages are")
              + " damaged or not there, the first on "
              + ScanLog.FIRST
              + "; what they draw is missing");
    }
  }
}
