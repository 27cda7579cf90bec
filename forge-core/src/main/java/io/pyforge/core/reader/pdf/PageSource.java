package io.pyforge.core.reader.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.ResourceCache;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.jspecify.annotations.Nullable;

/** A page whose instructions are read within a limit, wherever they are. */
final class PageSource extends PDPage {
  /** No page. */
  static final PageSource NONE =
      new PageSource("", 0, new COSDictionary(), new DefaultResourceCache(), 0);

  private static final int BUFFER_BYTES = 8192;

  /** A page goes over a limit; an IOException because it passes through PDFBox. */
  static final class LimitException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient io.pyforge.spi.error.ForgeException failure;

    LimitException(io.pyforge.spi.error.ForgeException failure) {
      super(failure);
      this.failure = failure;
    }

    io.pyforge.spi.error.ForgeException failure() {
      return failure;
    }
  }

  private final String name;
  private final int number;
  private final ResourceCache cache;
  private final long maxBytes;
  private @Nullable PDResources resources;
  private int damaged;

  PageSource(
      String name, int number, COSDictionary dictionary, ResourceCache cache, long maxBytes) {
    super(dictionary);
    this.name = name;
    this.number = number;
    this.cache = cache;
    this.maxBytes = maxBytes;
  }

  ResourceCache resourceCache() {
    return cache;
  }

  @Override
  public PDResources getResources() {
    PDResources known = resources;
    if (known == null) {
      known =
          PDPageTree.getInheritableAttribute(getCOSObject(), COSName.RESOURCES)
                  instanceof COSDictionary dictionary
              ? new PDResources(dictionary, cache)
              : new PDResources();
      resources = known;
    }
    return known;
  }

  @Override
  public RandomAccessRead getContentsForStreamParsing() throws IOException {
    return getContentsForRandomAccess();
  }

  @Override
  public RandomAccessRead getContentsForRandomAccess() throws IOException {
    LimitedBytes bytes = new LimitedBytes("the content");
    damaged += missingContents();
    Iterator<PDStream> streams = getContentStreams();
    while (streams.hasNext()) {
      bytes.addAll(streams.next().getCOSObject());
      bytes.write('\n'); // an instruction may not go from one stream to the next
    }
    return new RandomAccessReadBuffer(bytes.toByteArray());
  }

  /** Parts of the page that are damaged or not there, of those that were looked at so far. */
  int damaged() {
    return damaged;
  }

  /** Notes that a part which the page draws is not there. */
  void missesPart() {
    damaged++;
  }

  private int missingContents() {
    COSBase contents = getCOSObject().getItem(COSName.CONTENTS);
    int missing = isMissing(contents) ? 1 : 0;
    if (getCOSObject().getDictionaryObject(COSName.CONTENTS) instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        missing += isMissing(array.get(i)) ? 1 : 0;
      }
    }
    return missing;
  }

  /** Whether something leads to a place of the document where nothing, or nothing sound, is. */
  static boolean isMissing(@Nullable COSBase item) {
    return item instanceof COSObject reference && reference.getObject() == null;
  }

  /**
   * The instructions of a part that the page draws.
   *
   * @throws LimitException if they are too many bytes
   */
  byte[] part(COSStream stream) throws IOException {
    LimitedBytes bytes = new LimitedBytes("a part");
    bytes.addAll(stream);
    return bytes.toByteArray();
  }

  IOException tooLong(long limit) {
    return new LimitException(PdfFailures.pageTooLong(name, number, limit));
  }

  IOException tooBroken(int limit) {
    return new LimitException(PdfFailures.pageTooBroken(name, number, limit));
  }

  private final class LimitedBytes extends java.io.ByteArrayOutputStream {
    private final String what;

    LimitedBytes(String what) {
      this.what = what;
    }

    void addAll(COSStream stream) throws IOException {
      if (!isFlate(stream)) {
        try (InputStream in = stream.createInputStream()) {
          addAll(in);
        }
        return;
      }
      FlateBytes flate = new FlateBytes(stream.createRawInputStream());
      try (flate) {
        addAll(flate);
      }
      damaged += flate.damaged() ? 1 : 0;
    }

    private void addAll(InputStream in) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      int read;
      while ((read = in.read(buffer)) > 0) {
        if (count + read > maxBytes) {
          throw new LimitException(PdfFailures.pageTooLarge(name, number, what, maxBytes));
        }
        write(buffer, 0, read);
      }
    }

    /** Whether it is deflated and nothing else; all the rest is for PDFBox. */
    private static boolean isFlate(COSStream stream) {
      COSBase filter = stream.getFilters();
      COSBase one = filter instanceof COSArray all && all.size() == 1 ? all.getObject(0) : filter;
      return (COSName.FLATE_DECODE.equals(one) || COSName.FLATE_DECODE_ABBREVIATION.equals(one))
          && stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP) == null;
    }
  }
}
