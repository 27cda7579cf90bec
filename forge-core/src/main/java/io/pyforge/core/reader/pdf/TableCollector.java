package io.pyforge.core.reader.pdf;

import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.result.Notice;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pages once and gathers their tables: rows into a spool, and of each table its
 * columns and what their values look like. A table that goes on on the next page stays one.
 */
final class TableCollector implements Closeable {
  private final String stem;
  private final PdfOptions options;
  private final ReadContext context;
  private final CellSpool spool;
  private final ScanLog log = new ScanLog();
  private final List<CollectedTable> tables = new ArrayList<>();
  private boolean anyText;
  private boolean anyImage;
  private int pagesWithoutTable;
  private int pagesRead;

  TableCollector(String stem, PdfOptions options, ReadContext context) {
    this.stem = stem;
    this.options = options;
    this.context = context;
    spool = new CellSpool(() -> context.newTempFile(".cells"));
  }

  /** Reads the pages in their order. */
  void collect(DocumentPool pool, PageList pages, int[] numbers) throws IOException {
    PageFrame before = PageFrame.NONE;
    for (int number : numbers) {
      context.checkCancelled();
      PdfDocument document = pool.take();
      PageContent page = document.page(pages, number, options.area());
      pool.give(document);
      boolean text = page.hasText();
      anyText |= text || !page.turned().isEmpty();
      anyImage |= page.hasImages();
      PageNotices.count(page, number, !text, log);
      List<GridTable> found;
      try {
        found = PageTables.find(page, options.mode());
      } catch (StackOverflowError e) {
        throw PdfFailures.badPage(pool.name(), number, "its layout is too intricate", e);
      }
      PageFrame frame = PageFrame.of(number, page, found);
      for (int i = 0; i < found.size(); i++) {
        boolean mayGoOn = i == 0 && !tables.isEmpty() && frame.follows(before);
        add(number, found.get(i), mayGoOn ? tables.get(tables.size() - 1) : null);
      }
      pagesRead++;
      pagesWithoutTable += found.isEmpty() && text ? 1 : 0;
      before = frame;
    }
  }

  private void add(int page, GridTable found, @Nullable CollectedTable last) throws IOException {
    TableShape shape = TableShape.of(found, options.header());
    CollectedTable into = null;
    if (last != null && last.columns() == found.columns()) {
      if (shape.header().isPresent() && last.hasHeader(shape.header().get())) {
        into = last;
      } else if (last.edgesLike(found)) {
        shape = TableShape.of(found, Optional.of(false));
        into = last;
      }
    }
    if (into == null) {
      into = new CollectedTable(page, found, shape.header(), spool.position());
      tables.add(into);
    }
    for (@Nullable String[] row : shape.rows()) {
      spool.add(page, row);
      into.learn(row);
    }
    into.goesTo(page);
  }

  /** The tables found, in their order. */
  List<CollectedTable> tables() {
    return tables;
  }

  /** The name of a table by its index. */
  String name(int index) {
    return tables.size() == 1 ? stem : "table_" + (index + 1);
  }

  CellSpool spool() {
    return spool;
  }

  boolean anyText() {
    return anyText;
  }

  boolean anyImage() {
    return anyImage;
  }

  /** What is worth telling of the pages. */
  List<Notice> notices() {
    List<Notice> notices = new ArrayList<>(log.notices());
    if (pagesWithoutTable > 0) {
      notices.add(
          new Notice(
              "pages-without-table",
              pagesWithoutTable
                  + " of "
                  + pagesRead
                  + " pages hold text but no table; --pdf-mode text gives the text"));
    }
    return notices;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
