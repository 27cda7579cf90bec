package io.pyforge.core.writer.excel;

import java.util.ArrayList;
import java.util.List;

/** The formats of cells, by their index in the workbook's styles. */
final class Styles {
  /** No format of its own. */
  static final int GENERAL = 0;

  /** Bold, for the names of columns. */
  static final int HEADER = 1;

  /** Whole numbers with all their digits, which the general format shows up to 11 of. */
  static final int INTEGER = 2;

  /** The formats of dates and times are plain: with a Z in it, POI takes one for a number's. */
  static final int DATE = 3;

  static final int TIMESTAMP = 4;
  static final int TIMESTAMP_MILLIS = 5;
  static final int TIME = 6;
  static final int TIME_MILLIS = 7;

  private static final List<String> FIXED =
      List.of(
          "General",
          "General",
          "0",
          "yyyy-mm-dd",
          "yyyy-mm-dd hh:mm:ss",
          "yyyy-mm-dd hh:mm:ss.000",
          "hh:mm:ss",
          "hh:mm:ss.000");

  /** Excel's formats have at most that many places after the point. */
  private static final int MAX_PLACES = 30;

  /** Numbers from here on are free for formats of one's own. */
  private static final int FIRST_FORMAT = 164;

  private final List<String> formats = new ArrayList<>(FIXED);

  /** The style that shows decimals with all places of their scale. */
  int decimal(int scale) {
    if (scale == 0) {
      return GENERAL;
    }
    String format = "0." + "0".repeat(Math.min(scale, MAX_PLACES));
    int index = formats.indexOf(format);
    if (index < 0) {
      index = formats.size();
      formats.add(format);
    }
    return index;
  }

  /** The part {@code xl/styles.xml}. */
  String xml() {
    StringBuilder xml = new StringBuilder(XmlText.DECLARATION);
    xml.append("<styleSheet xmlns=\"").append(XmlText.MAIN).append("\"><numFmts count=\"");
    xml.append(formats.size() - INTEGER).append("\">");
    for (int i = INTEGER; i < formats.size(); i++) {
      xml.append("<numFmt numFmtId=\"").append(FIRST_FORMAT + i);
      xml.append("\" formatCode=\"").append(formats.get(i)).append("\"/>");
    }
    xml.append("</numFmts><fonts count=\"2\">");
    xml.append("<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");
    xml.append("<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>");
    xml.append("</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>");
    xml.append("<fill><patternFill patternType=\"gray125\"/></fill></fills>");
    xml.append("<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>");
    xml.append("</borders><cellStyleXfs count=\"1\">");
    xml.append("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
    xml.append("<cellXfs count=\"").append(formats.size()).append("\">");
    for (int i = 0; i < formats.size(); i++) {
      xml.append("<xf numFmtId=\"").append(i < INTEGER ? 0 : FIRST_FORMAT + i);
      xml.append("\" fontId=\"").append(i == HEADER ? 1 : 0);
      xml.append("\" fillId=\"0\" borderId=\"0\" xfId=\"0\"");
      xml.append(i < INTEGER ? "" : " applyNumberFormat=\"1\"");
      xml.append(i == HEADER ? " applyFont=\"1\"/>" : "/>");
    }
    xml.append("</cellXfs><cellStyles count=\"1\">");
    xml.append("<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>");
    return xml.append("</styleSheet>").toString();
  }
}
