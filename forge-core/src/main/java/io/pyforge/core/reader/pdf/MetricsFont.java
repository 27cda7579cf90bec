package io.pyforge.core.reader.pdf;

import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.afm.AFMParser;
import org.apache.fontbox.afm.CharMetric;
import org.apache.fontbox.afm.FontMetrics;
import org.apache.fontbox.util.BoundingBox;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One of the fonts that every PDF viewer has, as far as reading text needs it: the names of its
 * glyphs and their widths (the Adobe Font Metrics that PDFBox carries). It draws nothing.
 */
final class MetricsFont implements FontBoxFont {
  private static final String FOLDER = "/org/apache/pdfbox/resources/afm/";
  private static final Map<String, MetricsFont> KNOWN = new ConcurrentHashMap<>();

  private final FontMetrics metrics;
  private final Map<String, Float> widths = new HashMap<>();

  private MetricsFont(FontMetrics metrics) {
    this.metrics = metrics;
    for (CharMetric glyph : metrics.getCharMetrics()) {
      widths.put(glyph.getName(), glyph.getWx());
    }
  }

  /** The font most like one of a name and description. */
  static MetricsFont like(@Nullable String baseFont, @Nullable PDFontDescriptor descriptor) {
    return KNOWN.computeIfAbsent(standardName(baseFont, descriptor), MetricsFont::load);
  }

  private static MetricsFont load(String name) {
    try (InputStream in = FontMappers.class.getResourceAsStream(FOLDER + name + ".afm")) {
      if (in == null) {
        throw new IllegalStateException("PDFBox has no metrics of " + name);
      }
      return new MetricsFont(new AFMParser(in).parse(true));
    } catch (IOException e) {
      throw new IllegalStateException("PDFBox's metrics of " + name + " cannot be read", e);
    }
  }

  private static String standardName(
      @Nullable String baseFont, @Nullable PDFontDescriptor descriptor) {
    String name = baseFont == null ? "" : baseFont.toLowerCase(Locale.ROOT);
    boolean bold = name.contains("bold") || name.contains("black") || name.contains("heavy");
    boolean slanted =
        name.contains("italic")
            || name.contains("oblique")
            || descriptor != null && descriptor.isItalic();
    if (name.contains("symbol") && !name.contains("segoe")) {
      return "Symbol";
    }
    if (name.contains("dingbats")) {
      return "ZapfDingbats";
    }
    boolean fixed =
        name.contains("courier")
            || name.contains("mono")
            || descriptor != null && descriptor.isFixedPitch();
    boolean serif =
        name.contains("times")
            || name.contains("serif") && !name.contains("sans")
            || name.contains("roman")
            || descriptor != null && descriptor.isSerif();
    if (serif && !fixed) {
      return bold
          ? slanted ? "Times-BoldItalic" : "Times-Bold"
          : slanted ? "Times-Italic" : "Times-Roman";
    }
    String style = (bold ? "Bold" : "") + (slanted ? "Oblique" : "");
    return (fixed ? "Courier" : "Helvetica") + (style.isEmpty() ? "" : "-" + style);
  }

  @Override
  public String getName() {
    return metrics.getFontName();
  }

  @Override
  public BoundingBox getFontBBox() {
    return metrics.getFontBBox();
  }

  @Override
  public List<Number> getFontMatrix() {
    return List.of(0.001f, 0, 0, 0.001f, 0, 0);
  }

  @Override
  public GeneralPath getPath(String name) {
    return new GeneralPath();
  }

  @Override
  public float getWidth(String name) {
    return widths.getOrDefault(name, widths.getOrDefault("space", 0f));
  }

  @Override
  public boolean hasGlyph(String name) {
    return widths.containsKey(name);
  }
}
