package io.pyforge.core.reader.excel;

import io.pyforge.core.reader.SourceNames;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workbook whose parts are XML: .xlsx and its relatives, transitional or strict. */
final class XmlWorkbook extends PackageWorkbook {
  private static final String DEFAULT_PART = "xl/workbook.xml";

  private XmlWorkbook(
      PackageFile file, String part, long maxSharedStringsBytes, ReadContext context)
      throws IOException {
    super(file, part, ".xml", maxSharedStringsBytes, context);
  }

  /** Whether a package holds a workbook of this kind. */
  static boolean isIn(PackageFile file) throws IOException {
    return file.has(part(file));
  }

  private static String part(PackageFile file) throws IOException {
    Optional<String> target = Optional.empty();
    try {
      target = Relationships.of(file, "").target("officeDocument");
    } catch (io.pyforge.spi.error.ForgeException e) {
      // A package whose own relationships are damaged usually has its parts in their usual places.
    }
    return target.filter(name -> name.endsWith(".xml") && file.has(name)).orElse(DEFAULT_PART);
  }

  /** Reads everything but the sheets. */
  static XmlWorkbook open(PackageFile file, long maxSharedStringsBytes, ReadContext context)
      throws IOException {
    XmlWorkbook workbook = new XmlWorkbook(file, part(file), maxSharedStringsBytes, context);
    try {
      workbook.read();
      return workbook;
    } catch (IOException | RuntimeException e) {
      workbook.strings.close();
      throw e;
    }
  }

  private void read() throws IOException {
    try (XmlTokens xml = file.xml(part)) {
      if (!xml.nextChild() || !xml.is("workbook")) {
        throw xml.corrupt("is no list of sheets");
      }
      while (xml.nextChild()) {
        if (xml.is("workbookPr")) {
          from1904 = xml.flag("date1904");
          xml.skipElement();
        } else if (xml.is("sheets")) {
          while (xml.nextChild()) {
            addSheet(xml);
            xml.skipElement();
          }
        } else if (xml.is("definedNames")) {
          while (xml.nextChild()) {
            String name = xml.attribute("name");
            String reference = xml.elementText();
            if (name != null && !name.startsWith("_xlnm.")) {
              NamedRange.of(name, reference).ifPresent(names::add);
            }
          }
        } else {
          xml.skipElement();
        }
      }
    }
    if (file.has(stringsPart)) {
      try (XmlTokens xml = file.xml(stringsPart)) {
        SharedStringsPart.read(xml, strings);
      }
    }
    NumberFormat[] formats = {};
    if (file.has(stylesPart())) {
      try (XmlTokens xml = file.xml(stylesPart())) {
        formats = StylesPart.read(xml);
      }
    }
    cells = new CellContext(strings, formats, new NumericCells(from1904));
    for (Sheet sheet : sheets) {
      addTables(sheet);
    }
  }

  private void addSheet(XmlTokens xml) {
    String name = xml.attribute("name");
    String id = xml.attribute("id");
    String state = xml.attribute("state");
    if (name == null) {
      throw xml.corrupt("has a sheet without a name");
    }
    boolean hidden = state != null && !state.equals("visible");
    Optional<String> wrong = addSheet(name, Optional.ofNullable(id), hidden);
    if (wrong.isPresent()) {
      throw xml.corrupt(wrong.get());
    }
  }

  private void addTables(Sheet sheet) throws IOException {
    if (!sheet.hasCells()) {
      return;
    }
    for (Relationships.Relationship table : Relationships.of(file, sheet.place()).ofType("table")) {
      if (!file.has(table.target())) {
        continue;
      }
      try (XmlTokens xml = file.xml(table.target())) {
        if (xml.nextChild()) {
          @Nullable String name = xml.attribute("displayName");
          String reference = xml.attribute("ref");
          int headers = xml.number("headerRowCount", 1);
          int totals = xml.number("totalsRowCount", 0);
          Optional<CellRange> range =
              reference == null ? Optional.empty() : CellRange.parse(reference);
          if (name != null && range.isPresent()) {
            tables.add(new TableObject(name, sheet.index(), range.get(), headers, totals));
          }
          xml.skipElement();
        }
      }
    }
  }

  @Override
  public String kind() {
    String suffix = SourceNames.suffix(file.fileName());
    return suffix.matches("xls[xm]|xlt[xm]") ? suffix : "xlsx";
  }

  @Override
  public SheetRows open(Sheet sheet) throws IOException {
    return new XmlSheetRows(file.xml(sheet.place()), cells);
  }
}
