package io.pyforge.core.reader.pdf;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads PDF documents: their text in reading order when text is written, otherwise the tables on
 * their pages.
 *
 * <p>How tables are found, and what becomes of their cells, is told by docs/interpretation/pdf.md.
 */
public final class PdfReader implements FormatReader {
  private static final byte[] MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  /** Viewers accept a document that begins within the first kilobyte (Adobe's implementation). */
  private static final int MAGIC_WITHIN = 1024;

  @Override
  public String format() {
    return "pdf";
  }

  @Override
  public String description() {
    return "PDF documents: text, or the tables on their pages";
  }

  @Override
  public List<String> suffixes() {
    return List.of("pdf");
  }

  @Override
  public Optional<String> defaultOutput() {
    return Optional.of(PdfOptions.PLAIN_TEXT);
  }

  @Override
  public List<OptionSpec> options() {
    return PdfOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = suffixes().contains(head.suffix());
    if (head.startsWith(MAGIC)) {
      return bySuffix ? CERTAIN : BY_CONTENT;
    }
    if (bySuffix) {
      return holdsMagic(head.bytes()) ? CERTAIN : BY_SUFFIX;
    }
    return NO_MATCH;
  }

  private static boolean holdsMagic(byte[] head) {
    int last = Math.min(head.length, MAGIC_WITHIN) - MAGIC.length;
    for (int i = 0; i <= last; i++) {
      if (java.util.Arrays.equals(head, i, i + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    return PdfOpening.open(source, PdfOptions.of(options, context), context);
  }
}
