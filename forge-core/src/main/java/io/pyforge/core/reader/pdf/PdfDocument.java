package io.pyforge.core.reader.pdf;

import io.pyforge.spi.error.ForgeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A document opened for one thread. Everything that PDFBox throws at broken files comes out as one
 * failure of the input.
 */
final class PdfDocument implements Closeable {
  private final String name;
  private final PDDocument document;
  private final PageEngine engine;
  private final long maxPageBytes;
  private DefaultResourceCache cache = new DefaultResourceCache();
  private int pagesRead;

  private PdfDocument(String name, PDDocument document, PageEngine engine, long maxPageBytes) {
    this.name = name;
    this.document = document;
    this.engine = engine;
    this.maxPageBytes = maxPageBytes;
  }

  static PdfDocument open(
      String name, Path file, PdfOptions options, boolean withRulings, Runnable cancellation) {
    StandInFonts.use();
    try {
      PDDocument document =
          Loader.loadPDF(
              file.toFile(),
              options.password().orElse(""),
              IOUtils.createTempFileOnlyStreamCache());
      return new PdfDocument(
          name, document, new PageEngine(withRulings, cancellation), options.maxPageBytes());
    } catch (InvalidPasswordException e) {
      throw options.password().isPresent()
          ? PdfFailures.passwordWrong(name)
          : PdfFailures.passwordNeeded(name);
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A broken file makes PDFBox nest or allocate without end; nothing of it is kept.
      throw PdfFailures.notReadable(name, reason(e), e);
    }
  }

  PDDocument document() {
    return document;
  }

  /** The pages in order. */
  PageList pages() {
    try {
      return PageList.of(document);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw PdfFailures.notReadable(name, reason(e), e);
    }
  }

  /** Pages read so far; what PDFBox keeps of each adds up. */
  int pagesRead() {
    return pagesRead;
  }

  /** Reads a page by its number from 1. */
  PageContent page(PageList pages, int number, Optional<Box> area) {
    pagesRead++;
    try {
      COSDictionary dictionary = dictionary(pages, number);
      return engine.read(new PageSource(name, number, dictionary, cache, maxPageBytes), area);
    } catch (PageSource.LimitException e) {
      throw e.failure();
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw PdfFailures.badPage(name, number, reason(e), e);
    }
  }

  private COSDictionary dictionary(PageList pages, int number) throws IOException {
    Optional<COSObjectKey> key = pages.key(number - 1);
    if (key.isPresent()
        && document.getDocument().getObjectFromPool(key.get()).getObject()
            instanceof COSDictionary dictionary) {
      return dictionary;
    }
    return document.getPage(number - 1).getCOSObject();
  }

  private static String reason(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "its parts are nested too deeply";
    }
    if (e instanceof OutOfMemoryError) {
      return "a part of it claims more memory than there is";
    }
    String message = e.getMessage();
    boolean told = e instanceof IOException && message != null && !message.isBlank();
    return told && message != null ? message : "it is damaged";
  }

  @Override
  public void close() throws IOException {
    cache = new DefaultResourceCache();
    document.close();
  }
}
