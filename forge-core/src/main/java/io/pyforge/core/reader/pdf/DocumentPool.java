package io.pyforge.core.reader.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The same document opened as often as threads want it at once, because PDFBox reads one page at a
 * time. Thread-safe.
 */
final class DocumentPool implements Closeable {
  private final String name;
  private final Path file;
  private final PdfOptions options;
  private final boolean withRulings;
  private final Runnable cancellation;
  private final Deque<PdfDocument> free = new ArrayDeque<>();
  private boolean closed;

  DocumentPool(
      String name, Path file, PdfOptions options, boolean withRulings, Runnable cancellation) {
    this.name = name;
    this.file = file;
    this.options = options;
    this.withRulings = withRulings;
    this.cancellation = cancellation;
  }

  String name() {
    return name;
  }

  /** A document that nobody else uses until it is given back. */
  PdfDocument take() {
    PdfDocument known = poll();
    return known != null ? known : PdfDocument.open(name, file, options, withRulings, cancellation);
  }

  private synchronized @Nullable PdfDocument poll() {
    return free.poll();
  }

  void give(PdfDocument document) throws IOException {
    boolean keep;
    synchronized (this) {
      keep = !closed && document.pagesRead() < PdfOpening.PAGES_AT_A_TIME;
      if (keep) {
        free.push(document);
      }
    }
    if (!keep) {
      document.close();
    }
  }

  @Override
  public void close() throws IOException {
    Deque<PdfDocument> open;
    synchronized (this) {
      closed = true;
      open = new ArrayDeque<>(free);
      free.clear();
    }
    for (PdfDocument document : open) {
      document.close();
    }
  }
}
