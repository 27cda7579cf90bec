package io.pyforge.core.reader.excel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes small .xlsb files record by record, as [MS-XLSB] describes them. */
final class XlsbFile {
  private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private final ByteArrayOutputStream after = new ByteArrayOutputStream();
  private final List<String> strings = new ArrayList<>();
  private boolean from1904;

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void record(ByteArrayOutputStream out, int id, byte[] content) {
    if (id < 0x80) {
      out.write(id);
    } else {
      out.write(id & 0x7F | 0x80);
      out.write(id >> 7);
    }
    int length = content.length;
    while (length >= 0x80) {
      out.write(length & 0x7F | 0x80);
      length >>= 7;
    }
    out.write(length);
    out.writeBytes(content);
  }

  private static byte[] text(String text) {
    byte[] characters = text.getBytes(StandardCharsets.UTF_16LE);
    return buffer(4 + characters.length).putInt(text.length()).put(characters).array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  XlsbFile from1904() {
    from1904 = true;
    return this;
  }

  XlsbFile hiddenColumn(int column) {
    record(
        before,
        BinaryRecords.COLUMNS,
        buffer(18)
            .putInt(column)
            .putInt(column)
            .putInt(2304)
            .putInt(0)
            .putShort((short) 1)
            .array());
    return this;
  }

  XlsbFile merge(CellRange range) {
    record(
        after,
        BinaryRecords.MERGED,
        buffer(16)
            .putInt(range.firstRow() - 1)
            .putInt(range.lastRow() - 1)
            .putInt(range.firstColumn())
            .putInt(range.lastColumn())
            .array());
    return this;
  }

  /** Starts a row, from 1. */
  XlsbFile row(int number, boolean hidden) {
    ByteBuffer header = buffer(25);
    header.putInt(number - 1).putInt(0).putShort((short) 300).put((byte) 0);
    header.put((byte) (hidden ? 0x10 : 0)).put((byte) 0).putInt(0);
    record(rows, BinaryRecords.ROW, header.array());
    return this;
  }

  private XlsbFile cell(int id, int column, int style, byte[] value) {
    record(rows, id, join(buffer(8).putInt(column).putInt(style).array(), value));
    return this;
  }

  XlsbFile real(int column, int style, double value) {
    return cell(BinaryRecords.CELL_REAL, column, style, buffer(8).putDouble(value).array());
  }

  XlsbFile compact(int column, int rk) {
    return cell(BinaryRecords.CELL_RK, column, 0, buffer(4).putInt(rk).array());
  }

  XlsbFile bool(int column, boolean value) {
    return cell(BinaryRecords.CELL_BOOL, column, 0, new byte[] {(byte) (value ? 1 : 0)});
  }

  XlsbFile error(int column, int code) {
    return cell(BinaryRecords.CELL_ERROR, column, 0, new byte[] {(byte) code});
  }

  XlsbFile inline(int column, String value) {
    return cell(BinaryRecords.CELL_TEXT, column, 0, text(value));
  }

  XlsbFile shared(int column, String value) {
    if (!strings.contains(value)) {
      strings.add(value);
    }
    return cell(
        BinaryRecords.CELL_SHARED, column, 0, buffer(4).putInt(strings.indexOf(value)).array());
  }

  /** A formula with its saved result. */
  XlsbFile formula(int column, double result) {
    byte[] tail = buffer(14).putShort((short) 0).putInt(3).put(new byte[] {0x1E, 1, 0}).array();
    return cell(
        BinaryRecords.FORMULA_NUMBER, column, 0, join(buffer(8).putDouble(result).array(), tail));
  }

  byte[] bytes() {
    ByteArrayOutputStream workbook = new ByteArrayOutputStream();
    record(workbook, 131, new byte[0]);
    record(
        workbook,
        BinaryRecords.WORKBOOK_PROPERTIES,
        join(buffer(8).putInt(from1904 ? 1 : 0).putInt(0).array(), text("")));
    record(workbook, 143, new byte[0]);
    record(
        workbook,
        BinaryRecords.SHEET,
        join(buffer(8).putInt(0).putInt(1).array(), text("rId1"), text("data")));
    record(workbook, 144, new byte[0]);
    record(workbook, 132, new byte[0]);

    ByteArrayOutputStream sheet = new ByteArrayOutputStream();
    record(sheet, 129, new byte[0]);
    sheet.writeBytes(before.toByteArray());
    record(sheet, 145, new byte[0]);
    sheet.writeBytes(rows.toByteArray());
    record(sheet, BinaryRecords.END_ROWS, new byte[0]);
    sheet.writeBytes(after.toByteArray());
    record(sheet, 130, new byte[0]);

    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    record(texts, 159, buffer(8).putInt(strings.size()).putInt(strings.size()).array());
    for (String string : strings) {
      record(texts, BinaryRecords.SHARED_TEXT, join(new byte[1], text(string)));
    }
    record(texts, 160, new byte[0]);

    ByteArrayOutputStream styles = new ByteArrayOutputStream();
    record(styles, 278, new byte[0]);
    record(styles, 615, buffer(4).putInt(1).array());
    record(
        styles,
        BinaryRecords.FORMAT,
        join(buffer(2).putShort((short) 164).array(), text("yyyy-mm-dd")));
    record(styles, 616, new byte[0]);
    record(styles, BinaryRecords.BEGIN_CELL_STYLES, buffer(4).putInt(2).array());
    record(
        styles, BinaryRecords.STYLE, buffer(16).putShort((short) -1).putShort((short) 0).array());
    record(
        styles, BinaryRecords.STYLE, buffer(16).putShort((short) -1).putShort((short) 164).array());
    record(styles, BinaryRecords.END_CELL_STYLES, new byte[0]);
    record(styles, 279, new byte[0]);

    String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    String link = "<Relationship Id=\"%s\" Type=\"" + relations + "%s\" Target=\"%s\"/>";
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        utf8(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.bin\" ContentType=\"application/vnd.ms-excel.worksheet\"/>"
                + "<Override PartName=\"/xl/styles.bin\" ContentType=\"application/vnd.ms-excel.styles\"/>"
                + "<Override PartName=\"/xl/sharedStrings.bin\" ContentType=\"application/vnd.ms-excel.sharedStrings\"/>"
                + "</Types>"));
    parts.put(
        "_rels/.rels",
        utf8(XlsxFile.relationships(link.formatted("rId1", "officeDocument", "xl/workbook.bin"))));
    parts.put("xl/workbook.bin", workbook.toByteArray());
    parts.put(
        "xl/_rels/workbook.bin.rels",
        utf8(
            XlsxFile.relationships(
                link.formatted("rId1", "worksheet", "worksheets/sheet1.bin")
                    + link.formatted("rId2", "styles", "styles.bin")
                    + link.formatted("rId3", "sharedStrings", "sharedStrings.bin"))));
    parts.put("xl/worksheets/sheet1.bin", sheet.toByteArray());
    parts.put("xl/styles.bin", styles.toByteArray());
    parts.put("xl/sharedStrings.bin", texts.toByteArray());
    return XlsxFile.zip(parts);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
