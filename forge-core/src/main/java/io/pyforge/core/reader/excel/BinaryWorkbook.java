package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workbook whose parts are records: .xlsb ([MS-XLSB]). */
final class BinaryWorkbook extends PackageWorkbook {
  private static final String DEFAULT_PART = "xl/workbook.bin";
  private static final int BUILT_IN_NAME = 0x20;
  private static final int AREA_3D = 0x3B;
  private static final int AREA_BYTES = 15;

  private final long maxCellBytes;
  private final List<byte[]> nameRecords = new ArrayList<>();
  private int[] externalSheets = new int[0];

  private BinaryWorkbook(PackageFile file, String part, ExcelOptions options, ReadContext context)
      throws IOException {
    super(file, part, ".bin", options.maxSharedStringsBytes(), context);
    maxCellBytes = options.maxCellBytes();
  }

  /** The part that lists the sheets, when a package holds a workbook of this kind. */
  static Optional<String> part(PackageFile file) throws IOException {
    Optional<String> target =
        Relationships.of(file, "").target("officeDocument").filter(name -> name.endsWith(".bin"));
    return target.or(() -> Optional.of(DEFAULT_PART)).filter(file::has);
  }

  /** Reads everything but the sheets. */
  static BinaryWorkbook open(
      PackageFile file, String part, ExcelOptions options, ReadContext context) throws IOException {
    BinaryWorkbook workbook = new BinaryWorkbook(file, part, options, context);
    try {
      workbook.read();
      return workbook;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      workbook.strings.close();
      throw ExcelFailures.corrupt(
          new PartName(file.fileName(), part), "has a record that is cut off", e);
    } catch (IOException | RuntimeException e) {
      workbook.strings.close();
      throw e;
    }
  }

  private BinaryRecords records(String name) throws IOException {
    return new BinaryRecords(new PartName(file.fileName(), name), file.stream(name), maxCellBytes);
  }

  private void read() throws IOException {
    try (BinaryRecords records = records(part)) {
      while (records.next()) {
        ByteBuffer content = records.content();
        switch (records.id()) {
          case BinaryRecords.WORKBOOK_PROPERTIES -> from1904 = (content.getInt(0) & 1) != 0;
          case BinaryRecords.SHEET -> addSheet(records, content);
          case BinaryRecords.EXTERNAL_SHEETS -> addExternalSheets(content);
          case BinaryRecords.NAME -> {
            byte[] copy = new byte[content.remaining()];
            content.get(copy);
            nameRecords.add(copy);
          }
          default -> {
            // Views, links and much else that cells do without.
          }
        }
      }
    }
    if (file.has(stringsPart)) {
      try (BinaryRecords records = records(stringsPart)) {
        while (records.next()) {
          if (records.id() == BinaryRecords.SHARED_TEXT) {
            records.content().position(1); // whether runs and phonetics follow
            byte[] utf8 = records.text().getBytes(StandardCharsets.UTF_8);
            strings.add(utf8, 0, utf8.length);
          }
        }
      }
    }
    cells = new CellContext(strings, formats(), new NumericCells(from1904));
    for (byte[] record : nameRecords) {
      addName(ByteBuffer.wrap(record).order(java.nio.ByteOrder.LITTLE_ENDIAN));
    }
    for (Sheet sheet : sheets) {
      addTables(sheet);
    }
  }

  private void addSheet(BinaryRecords records, ByteBuffer content) {
    boolean hidden = content.getInt(0) != 0;
    content.position(8);
    String id = records.text();
    String name = records.text();
    Optional<String> wrong = addSheet(name, Optional.of(id), hidden);
    if (wrong.isPresent()) {
      throw ExcelFailures.corrupt(records.part(), wrong.get(), null);
    }
  }

  private void addExternalSheets(ByteBuffer content) {
    int count = Math.min(content.getInt(0), content.remaining() / 12);
    externalSheets = new int[Math.max(0, count)];
    for (int i = 0; i < externalSheets.length; i++) {
      externalSheets[i] = content.getInt(4 + i * 12 + 4);
    }
  }

  /** Keeps a name that stands for one range of one sheet. */
  private void addName(ByteBuffer content) {
    boolean builtIn = (content.getInt(0) & BUILT_IN_NAME) != 0;
    int length = content.getInt(9);
    int formula = 13 + length * 2;
    if (builtIn || length < 0 || formula + 4 + AREA_BYTES > content.limit()) {
      return;
    }
    byte[] characters = new byte[length * 2];
    content.position(13);
    content.get(characters);
    int at = formula + 4;
    boolean area =
        content.getInt(formula) == AREA_BYTES && (content.get(at) & 0x1F | 0x20) == AREA_3D;
    int external = content.getShort(at + 1) & 0xFFFF;
    int sheet = external < externalSheets.length ? externalSheets[external] : -1;
    if (!area || sheet < 0 || sheet >= sheets.size()) {
      return;
    }
    names.add(
        new NamedRange(
            new String(characters, StandardCharsets.UTF_16LE),
            sheets.get(sheet).name(),
            new CellRange(
                content.getInt(at + 3) + 1,
                content.getShort(at + 11) & 0x3FFF,
                content.getInt(at + 7) + 1,
                content.getShort(at + 13) & 0x3FFF)));
  }

  private NumberFormat[] formats() throws IOException {
    String stylesPart = stylesPart();
    List<NumberFormat> formats = new ArrayList<>();
    if (!file.has(stylesPart)) {
      return new NumberFormat[0];
    }
    Map<Integer, NumberFormat> own = new HashMap<>();
    try (BinaryRecords records = records(stylesPart)) {
      boolean ofCells = false;
      while (records.next()) {
        ByteBuffer content = records.content();
        switch (records.id()) {
          case BinaryRecords.FORMAT -> {
            int id = content.getShort() & 0xFFFF;
            own.put(id, NumberFormat.of(records.text()));
          }
          case BinaryRecords.BEGIN_CELL_STYLES -> ofCells = true;
          case BinaryRecords.END_CELL_STYLES -> ofCells = false;
          case BinaryRecords.STYLE -> {
            if (ofCells) {
              formats.add(StylesPart.format(content.getShort(2) & 0xFFFF, own));
            }
          }
          default -> {
            // Fonts, fills and borders.
          }
        }
      }
    }
    return formats.toArray(new NumberFormat[0]);
  }

  private void addTables(Sheet sheet) throws IOException {
    if (!sheet.hasCells()) {
      return;
    }
    for (Relationships.Relationship table : Relationships.of(file, sheet.place()).ofType("table")) {
      if (!file.has(table.target())) {
        continue;
      }
      try (BinaryRecords records = records(table.target())) {
        while (records.next()) {
          if (records.id() == BinaryRecords.TABLE) {
            tables.add(table(records, sheet));
          }
        }
      }
    }
  }

  /** Reads BrtBeginList: place, kind, id, rows of header and totals, styles, names. */
  private static TableObject table(BinaryRecords records, Sheet sheet) {
    ByteBuffer content = records.content();
    CellRange range =
        new CellRange(
            content.getInt(0) + 1, content.getInt(8), content.getInt(4) + 1, content.getInt(12));
    int headers = content.getInt(24);
    int totals = content.getInt(28);
    content.position(64);
    String name = records.text();
    String shown = records.text();
    return new TableObject(shown.isEmpty() ? name : shown, sheet.index(), range, headers, totals);
  }

  @Override
  public String kind() {
    return "xlsb";
  }

  @Override
  public SheetRows open(Sheet sheet) throws IOException {
    return new BinarySheetRows(records(sheet.place()), cells);
  }
}
