package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workbook made of records: .xls of Excel 2 to Excel 2003. */
final class BiffWorkbook implements Workbook {
  /** Version numbers as in the first record; 2, 3, 4 by the record itself. */
  static final int EXCEL_97 = 8;

  private static final int VERSION_97 = 0x0600;
  private static final int GLOBALS = 0x0005;
  private static final byte AREA_3D = 0x3B;
  private static final byte REFERENCE_3D = 0x3A;
  private static final int AREA_BYTES = 11;
  private static final int REFERENCE_BYTES = 7;

  private final BiffSource source;
  private final PartName part;
  private final List<Sheet> sheets = new ArrayList<>();
  private final List<NamedRange> names = new ArrayList<>();
  private final SharedStrings strings;
  private final Map<Integer, NumberFormat> formats = new HashMap<>();
  private final List<Integer> styles = new ArrayList<>();
  private final List<byte[]> nameRecords = new ArrayList<>();
  private int[] externalSheets = new int[0];
  private int version;
  private Charset charset = BiffText.charset(0);
  private boolean from1904;
  private CellContext cells;

  private BiffWorkbook(
      BiffSource source, String fileName, long maxSharedStringsBytes, ReadContext context) {
    this.source = source;
    part = new PartName(fileName, "Workbook");
    strings = new SharedStrings(part, maxSharedStringsBytes, context);
    cells = new CellContext(strings, new NumberFormat[0], new NumericCells(false));
  }

  /** Reads everything but the sheets; the source is closed with the workbook. */
  static BiffWorkbook open(
      BiffSource source, String fileName, long maxSharedStringsBytes, ReadContext context)
      throws IOException {
    BiffWorkbook workbook = new BiffWorkbook(source, fileName, maxSharedStringsBytes, context);
    try {
      workbook.read();
      return workbook;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      workbook.strings.close();
      throw ExcelFailures.corrupt(workbook.part, "has a record that is cut off", e);
    } catch (IOException | RuntimeException e) {
      workbook.strings.close();
      throw e;
    }
  }

  private void read() throws IOException {
    try (BiffRecords records = new BiffRecords(part, source.open(0))) {
      if (!records.next()) {
        throw records.corrupt("is empty");
      }
      version = version(records);
      int type = records.content().getShort(2) & 0xFFFF;
      boolean globals = version >= 5 && type == GLOBALS;
      while (records.next() && records.id() != BiffRecords.EOF) {
        global(records);
      }
      if (!globals) {
        // Before Excel 5 a file is one sheet, which holds its own formats.
        sheets.add(new Sheet(0, "Sheet1", false, true, "0"));
      }
    }
    NumberFormat[] byStyle = new NumberFormat[styles.size()];
    for (int i = 0; i < byStyle.length; i++) {
      byStyle[i] = StylesPart.format(styles.get(i), formats);
    }
    cells = new CellContext(strings, byStyle, new NumericCells(from1904));
    for (byte[] record : nameRecords) {
      addName(ByteBuffer.wrap(record).order(java.nio.ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static int version(BiffRecords records) {
    return switch (records.id()) {
      case BiffRecords.BOF -> records.content().getShort(0) == VERSION_97 ? EXCEL_97 : 5;
      case BiffRecords.BOF_4 -> 4;
      case BiffRecords.BOF_3 -> 3;
      case BiffRecords.BOF_2 -> 2;
      default -> throw records.corrupt("does not begin as a workbook does");
    };
  }

  private void global(BiffRecords records) throws IOException {
    ByteBuffer content = records.content();
    switch (records.id()) {
      case BiffRecords.CODEPAGE -> charset = BiffText.charset(content.getShort(0) & 0xFFFF);
      case BiffRecords.DATEMODE -> from1904 = content.getShort(0) == 1;
      case BiffRecords.BOUNDSHEET -> addSheet(content);
      case BiffRecords.FORMAT_2 -> // numbered by their order
          formats.put(formats.size(), NumberFormat.of(text(records, 1)));
      case BiffRecords.FORMAT -> addFormat(records, content);
      case BiffRecords.XF -> styles.add(content.getShort(2) & 0xFFFF);
      case BiffRecords.XF_3, BiffRecords.XF_4 -> styles.add(content.get(1) & 0xFF);
      case BiffRecords.XF_2 -> styles.add(content.get(2) & 0x3F);
      case BiffRecords.EXTERNSHEET -> addExternalSheets(content);
      case BiffRecords.NAME -> nameRecords.add(content.array());
      case BiffRecords.SST -> addStrings(records);
      default -> {
        // Fonts, windows and much else that cells do without.
      }
    }
  }

  /** A string of one byte's length that begins at an offset of the record. */
  private String text(BiffRecords records, int lengthAt) {
    int offset = lengthAt == 1 ? 0 : lengthAt;
    ByteBuffer content = records.content();
    int length = content.get(offset) & 0xFF;
    return new BiffText(List.of(content.array()), offset + 1).bytes(length, charset);
  }

  private void addFormat(BiffRecords records, ByteBuffer content) {
    if (version == 4) { // numbered by their order
      formats.put(formats.size(), NumberFormat.of(text(records, 2)));
      return;
    }
    int id = content.getShort(0) & 0xFFFF;
    String code =
        version < EXCEL_97
            ? text(records, 2)
            : new BiffText(List.of(content.array()), 4).unicode(content.getShort(2) & 0xFFFF);
    formats.put(id, NumberFormat.of(code));
  }

  private void addSheet(ByteBuffer content) {
    long offset = content.getInt(0) & 0xFFFFFFFFL;
    boolean hidden = (content.get(4) & 0x03) != 0;
    int type = content.get(5);
    int length = content.get(6) & 0xFF;
    BiffText text = new BiffText(List.of(content.array()), 7);
    String name = version < EXCEL_97 ? text.bytes(length, charset) : text.unicode(length);
    boolean hasCells = type == 0 || type == 1;
    int index = sheets.size();
    sheets.add(new Sheet(index, name, hidden, hasCells, Long.toString(offset)));
  }

  private void addStrings(BiffRecords records) throws IOException {
    int count = records.content().getInt(4);
    BiffText text = new BiffText(records.continued(), 8);
    for (int i = 0; i < count && !text.atEnd(); i++) {
      byte[] utf8 = BiffText.utf8(text.unicode(text.readShort()));
      strings.add(utf8, 0, utf8.length);
    }
  }

  private void addExternalSheets(ByteBuffer content) {
    if (version < EXCEL_97) {
      return;
    }
    int count = content.getShort(0) & 0xFFFF;
    externalSheets = new int[count];
    for (int i = 0; i < count; i++) {
      externalSheets[i] = content.getShort(2 + i * 6 + 2);
    }
  }

  /** Keeps a name that stands for one range of one sheet. */
  private void addName(ByteBuffer content) {
    if (version < EXCEL_97) {
      return;
    }
    boolean builtIn = (content.getShort(0) & 0x20) != 0;
    int nameLength = content.get(3) & 0xFF;
    int formulaLength = content.getShort(4) & 0xFFFF;
    if (builtIn || formulaLength != AREA_BYTES && formulaLength != REFERENCE_BYTES) {
      return;
    }
    BiffText text = new BiffText(List.of(content.array()), 14);
    String name = text.unicode(nameLength);
    boolean wide = (content.get(14) & 1) != 0;
    int formula = 15 + nameLength * (wide ? 2 : 1);
    byte token = (byte) (content.get(formula) & 0x1F | 0x20);
    boolean area = token == AREA_3D && formulaLength == AREA_BYTES;
    boolean reference = token == REFERENCE_3D && formulaLength == REFERENCE_BYTES;
    if (!area && !reference) {
      return;
    }
    int external = content.getShort(formula + 1) & 0xFFFF;
    int sheet = external < externalSheets.length ? externalSheets[external] : -1;
    if (sheet < 0 || sheet >= sheets.size()) {
      return;
    }
    int firstRow = content.getShort(formula + 3) & 0xFFFF;
    int lastRow = area ? content.getShort(formula + 5) & 0xFFFF : firstRow;
    int firstColumn = content.getShort(formula + (area ? 7 : 5)) & 0xFF;
    int lastColumn = area ? content.getShort(formula + 9) & 0xFF : firstColumn;
    names.add(
        new NamedRange(
            name,
            sheets.get(sheet).name(),
            new CellRange(firstRow + 1, firstColumn, lastRow + 1, lastColumn)));
  }

  @Override
  public String kind() {
    return version == EXCEL_97 ? "xls (Excel 97 to 2003)" : "xls (Excel " + version + ")";
  }

  @Override
  public List<Sheet> sheets() {
    return sheets;
  }

  @Override
  public List<TableObject> tables() {
    return List.of();
  }

  @Override
  public List<NamedRange> names() {
    return names;
  }

  @Override
  public boolean from1904() {
    return from1904;
  }

  @Override
  public Map<String, String> documentProperties() {
    return Map.of();
  }

  @Override
  public SharedStrings strings() {
    return strings;
  }

  @Override
  public SheetRows open(Sheet sheet) throws IOException {
    PartName name = new PartName(part.file(), "sheet " + sheet.name());
    return BiffSheetRows.open(source, name, Long.parseLong(sheet.place()), version, charset, cells);
  }

  @Override
  public void close() throws IOException {
    try {
      strings.close();
    } finally {
      source.close();
    }
  }
}
