package io.pyforge.cli.bench;

import java.io.InputStream;
import java.nio.file.Path;
import javax.xml.parsers.SAXParserFactory;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;

/** The peer for workbooks: Apache POI's event API reads every cell of the first sheet. */
final class PoiEventScan {
  private PoiEventScan() {}

  /** Argument: the workbook. Prints how many cells it has. */
  public static void main(String[] arguments) throws Exception {
    Cells cells = new Cells();
    try (OPCPackage opened = OPCPackage.open(Path.of(arguments[0]).toFile(), PackageAccess.READ)) {
      XSSFReader reader = new XSSFReader(opened);
      ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(opened);
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setNamespaceAware(true);
      XMLReader parser = factory.newSAXParser().getXMLReader();
      parser.setContentHandler(
          new XSSFSheetXMLHandler(
              reader.getStylesTable(), strings, cells, new DataFormatter(), false));
      try (InputStream sheet = reader.getSheetsData().next()) {
        parser.parse(new InputSource(sheet));
      }
    }
    System.out.println(cells.count);
  }

  private static final class Cells implements XSSFSheetXMLHandler.SheetContentsHandler {
    private long count;

    @Override
    public void startRow(int row) {
      // Only cells count.
    }

    @Override
    public void endRow(int row) {
      // Only cells count.
    }

    @Override
    public void cell(String reference, String value, XSSFComment comment) {
      count++;
    }
  }
}
