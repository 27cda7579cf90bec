package io.pyforge.core.reader.pdf;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.ResourceCache;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/**
 * The forms that a page draws. One that is drawn a thousand times is decompressed once, and PDFBox
 * parses it from memory: from the file it takes a seek for each byte where a form is not
 * compressed.
 */
final class PageParts {
  /** What is kept of a page; forms beyond it are decompressed each time. */
  private static final long MOST_KEPT = 16 << 20;

  private final Map<COSStream, byte[]> kept = new IdentityHashMap<>();
  private long bytes;

  /** Forgets the forms of the page before. */
  void clear() {
    kept.clear();
    bytes = 0;
  }

  /**
   * A form to draw.
   *
   * @throws PageSource.LimitException if it is too large
   */
  PDFormXObject form(COSStream stream, PageSource page) throws IOException {
    byte[] content = kept.get(stream);
    if (content == null) {
      content = page.part(stream);
      if (bytes + content.length <= MOST_KEPT) {
        kept.put(stream, content);
        bytes += content.length;
      }
    }
    return new Form(stream, page.resourceCache(), content);
  }

  private static final class Form extends PDFormXObject {
    private final byte[] content;

    Form(COSStream stream, ResourceCache cache, byte[] content) {
      super(stream, cache);
      this.content = content;
    }

    @Override
    public RandomAccessRead getContentsForStreamParsing() {
      return new RandomAccessReadBuffer(content);
    }

    @Override
    public RandomAccessRead getContentsForRandomAccess() {
      return new RandomAccessReadBuffer(content);
    }
  }
}
