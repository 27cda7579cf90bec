package io.pyforge.core.reader.pdf;

import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Gives PDFBox a font for every one that a document only names: the metrics of a standard font, or
 * the one font in PDFBox's own jar. What is read here are characters and widths, which are mostly
 * told by the document itself. PDFBox would otherwise search every font of the machine, and write a
 * list of them into the home folder.
 */
final class StandInFonts implements FontMapper {
  /** Part of PDFBox's jar. */
  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static boolean used;

  private @Nullable TrueTypeFont font;

  private StandInFonts() {}

  /** Makes PDFBox ask here; the first call counts. */
  static synchronized void use() {
    if (!used) {
      FontMappers.set(new StandInFonts());
      used = true;
    }
  }

  private synchronized TrueTypeFont font() {
    TrueTypeFont known = font;
    if (known == null) {
      try (InputStream in = FontMappers.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("PDFBox has no " + RESOURCE);
        }
        known = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
      } catch (IOException e) {
        throw new IllegalStateException("PDFBox's own font cannot be read", e);
      }
      font = known;
    }
    return known;
  }

  @Override
  public FontMapping<TrueTypeFont> getTrueTypeFont(
      String baseFont, @Nullable PDFontDescriptor descriptor) {
    return new FontMapping<>(font(), false);
  }

  @Override
  public FontMapping<FontBoxFont> getFontBoxFont(
      String baseFont, @Nullable PDFontDescriptor descriptor) {
    return new FontMapping<>(MetricsFont.like(baseFont, descriptor), false);
  }

  @Override
  public CIDFontMapping getCIDFont(
      String baseFont,
      @Nullable PDFontDescriptor descriptor,
      @Nullable PDCIDSystemInfo systemInfo) {
    return new CIDFontMapping(noOpenTypeFont(), font(), false);
  }

  /** PDFBox takes null for "not of this kind", which its signature does not say. */
  @SuppressWarnings("NullAway")
  private static OpenTypeFont noOpenTypeFont() {
    return null;
  }
}
