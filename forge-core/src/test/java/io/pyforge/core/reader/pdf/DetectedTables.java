package io.pyforge.core.reader.pdf;

import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables found on each page, before they become rows: what scores of detection look at. */
public final class DetectedTables {
  /**
   * A cell of one or more fields, counted from 0.
   *
   * @param text with line feeds between its lines
   */
  public record Cell(int row, int column, int lastRow, int lastColumn, String text) {}

  /**
   * A table.
   *
   * @param page from 1
   */
  public record Table(int page, int rows, int columns, List<Cell> cells) {
    /** Its fields as text; those that a cell spans hold it in the first only. */
    public List<List<String>> grid() {
      List<List<String>> grid = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        List<String> fields = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
          fields.add("");
        }
        grid.add(fields);
      }
      cells.forEach(cell -> grid.get(cell.row).set(cell.column, cell.text));
      return grid;
    }
  }

  private DetectedTables() {}

  /** The tables of a file with these options, page by page and from top to bottom. */
  public static List<Table> of(Path file, Map<String, String> options) throws IOException {
    PdfOptions understood =
        PdfOptions.of(OptionValues.of(options), new TestReadContext(file.getParent()));
    List<Table> tables = new ArrayList<>();
    try (PdfDocument document =
        PdfDocument.open(file.toString(), file, understood, true, () -> {})) {
      PageList pages = document.pages();
      for (int page : understood.pages().of(file.toString(), pages.count())) {
        PageContent content = document.page(pages, page, understood.area());
        for (GridTable table : PageTables.find(content, understood.mode())) {
          tables.add(
              new Table(
                  page,
                  table.rows(),
                  table.columns(),
                  table.cells().stream().map(DetectedTables::cell).toList()));
        }
      }
    }
    return tables;
  }

  /** The text of a page as it is written to a text file. */
  public static Optional<String> text(Path file, int page) throws IOException {
    PdfOptions understood =
        PdfOptions.of(OptionValues.none(), new TestReadContext(file.getParent()));
    try (PdfDocument document =
        PdfDocument.open(file.toString(), file, understood, false, () -> {})) {
      PageList pages = document.pages();
      PageContent content = document.page(pages, page, understood.area());
      return content.hasText()
          ? Optional.of(String.join("\n", ReadingOrder.lines(content)))
          : Optional.empty();
    }
  }

  private static Cell cell(GridTable.Cell cell) {
    return new Cell(cell.row(), cell.column(), cell.lastRow(), cell.lastColumn(), cell.text());
  }
}
