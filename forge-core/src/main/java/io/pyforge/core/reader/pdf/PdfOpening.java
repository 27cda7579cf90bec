package io.pyforge.core.reader.pdf;

import io.pyforge.core.reader.LocalCopy;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens a document as its text or as its tables. */
final class PdfOpening {
  /** Pages after which the document is opened anew, because PDFBox keeps something of each. */
  static final int PAGES_AT_A_TIME = 1000;

  private PdfOpening() {}

  static TabularInput open(InputSource source, PdfOptions options, ReadContext context)
      throws IOException {
    String name = source.location();
    if (source.stat().sizeBytes() == 0) {
      throw PdfFailures.notReadable(name, "it is empty", null);
    }
    Path file = LocalCopy.of(source, context, ".pdf");
    boolean tables = options.mode() != PdfOptions.Mode.TEXT;
    DocumentPool pool = new DocumentPool(name, file, options, tables, context::checkCancelled);
    try {
      return open(pool, SourceNames.stem(source.name()), options, context);
    } catch (IOException | RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  private static TabularInput open(
      DocumentPool pool, String stem, PdfOptions options, ReadContext context) throws IOException {
    PdfDocument first = pool.take();
    PageList pages = first.pages();
    if (pages.count() == 0) {
      throw PdfFailures.noPages(pool.name());
    }
    Map<String, String> facts = DocumentFacts.of(first.document(), pages.count());
    pool.give(first);
    List<Notice> notices = new ArrayList<>();
    if (pages.missing() > 0) {
      notices.add(
          new Notice(
              "pages-missing",
              pool.name()
                  + ": the document is damaged: it names "
                  + (pages.missing() == 1 ? "a page" : pages.missing() + " pages")
                  + " that cannot be read, beside the "
                  + pages.count()
                  + " that can"));
    }
    int[] numbers = options.pages().of(pool.name(), pages.count());
    if (options.mode() == PdfOptions.Mode.TEXT) {
      requireText(pool, pages, numbers, options, context);
      return new PdfTextInput(pool, pages, numbers, stem, options, facts, notices, context);
    }
    TableCollector collector = new TableCollector(stem, options, context);
    collector.collect(pool, pages, numbers);
    if (!collector.anyText()) {
      collector.close();
      throw PdfFailures.noText(pool.name(), numbers.length, collector.anyImage());
    }
    if (collector.tables().isEmpty()) {
      collector.close();
      notices.add(
          new Notice(
              "no-tables-found",
              pool.name()
                  + ": no table was found on "
                  + (numbers.length == 1 ? "the page" : "its " + numbers.length + " pages")
                  + ", so that its lines of text are given; --pdf-mode stream, or --area round a"
                  + " table, may find more"));
      facts.put("tables", "0");
      return new PdfTextInput(pool, pages, numbers, stem, options, facts, notices, context);
    }
    facts.put("tables", Integer.toString(collector.tables().size()));
    return new PdfTablesInput(pool, collector, options, facts, notices, context);
  }

  /** Looks for a page with text, so that a document of pictures is refused at once. */
  private static void requireText(
      DocumentPool pool, PageList pages, int[] numbers, PdfOptions options, ReadContext context)
      throws IOException {
    boolean images = false;
    for (int number : numbers) {
      context.checkCancelled();
      PdfDocument document = pool.take();
      PageContent page = document.page(pages, number, options.area());
      pool.give(document);
      if (page.hasText() || !page.turned().isEmpty()) {
        return;
      }
      images |= page.hasImages();
    }
    throw PdfFailures.noText(pool.name(), numbers.length, images);
  }
}
