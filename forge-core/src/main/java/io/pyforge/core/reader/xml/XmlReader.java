package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.NestedInput;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.core.text.TextSource;
import io.pyforge.core.text.UnicodeForm;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads XML and its dialects. Elements that repeat are rows, elements and attributes are columns
 * named by their path, and what stands around rows is repeated in each. How doubtful cases are
 * read: docs/interpretation/xml.md.
 */
public final class XmlReader implements FormatReader {
  /** Bytes that decide about rows and columns. */
  private static final long SAMPLE_BYTES = 16L * 1024 * 1024;

  private static final int HEAD_BYTES = 4096;

  private static final List<String> SUFFIXES =
      List.of(
          "xml", "gpx", "rss", "atom", "xbrl", "kml", "svg", "xsd", "xsl", "xslt", "osm", "rdf",
          "gml", "tcx", "xhtml");

  private final long sampleBytes;
  private final long heldBytes;

  /** A reader that looks at 16 MB, and holds documents of up to 1 MB. */
  public XmlReader() {
    this(SAMPLE_BYTES, XmlWalker.HELD_BYTES);
  }

  /** A reader that looks at less and holds less, so that little text meets what large files do. */
  XmlReader(long sampleBytes, long heldBytes) {
    this.sampleBytes = sampleBytes;
    this.heldBytes = heldBytes;
  }

  @Override
  public String format() {
    return "xml";
  }

  @Override
  public String description() {
    return "XML and its dialects: GPX, RSS, Atom, KML, XBRL";
  }

  @Override
  public List<String> suffixes() {
    return SUFFIXES;
  }

  @Override
  public List<OptionSpec> options() {
    return XmlOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    byte[] bytes = head.bytes();
    String text = text(bytes, Math.min(bytes.length, HEAD_BYTES)).stripLeading();
    boolean named = SUFFIXES.contains(head.suffix());
    if (isHtml(text)) {
      return named ? BY_SUFFIX : NO_MATCH;
    }
    if (text.startsWith("<?xml")) {
      return named ? CERTAIN : BY_CONTENT;
    }
    boolean markup =
        text.length() > 1
            && text.charAt(0) == '<'
            && (Character.isLetter(text.charAt(1)) || "_!?".indexOf(text.charAt(1)) >= 0);
    if (markup) {
      return named ? CERTAIN : BY_SUFFIX;
    }
    return named ? BY_SUFFIX : NO_MATCH;
  }

  private static boolean isHtml(String text) {
    String start = text.substring(0, Math.min(text.length(), 1024)).toLowerCase(Locale.ROOT);
    boolean html = start.startsWith("<!doctype html") || start.startsWith("<html");
    return html && !start.contains("xhtml");
  }

  /** The first characters, whatever their encoding, as far as markup goes. */
  private static String text(byte[] bytes, int length) {
    UnicodeForm form = UnicodeForm.of(bytes, length);
    int from = form.markLength();
    Charset charset = form.charset();
    if (from == 0 && length > 1 && bytes[0] == 0x4C && bytes[1] == 0x6F) {
      charset = Charset.forName("IBM037"); // <? in EBCDIC
    }
    return new String(bytes, from, length - from, charset);
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    XmlOptions options = XmlOptions.of(values);
    byte[] head;
    try (InputStream in = source.openStream()) {
      head = in.readNBytes(HEAD_BYTES);
    }
    XmlEncoding encoding = XmlEncoding.of(head, head.length, options.charset(), source.name());
    TextSource text =
        new TextSource(
            source, encoding.charset(), encoding.markLength(), options.replaceInvalidText());
    XmlNames names = new XmlNames(options);
    String start = new String(head, encoding.charset());
    XmlRecords records =
        new XmlRecords(text, options, names, isHtml(start.stripLeading()), heldBytes);
    List<Notice> notices = new ArrayList<>();
    encoding.notice().ifPresent(notices::add);
    NestedInput input =
        new NestedInput(
            new NestedInput.Setup(
                source.name(),
                SourceNames.stem(source.name()),
                options.nested(),
                names,
                Map.of(),
                notices,
                records,
                Optional.empty(),
                false,
                sampleBytes,
                names.rows(),
                options.maxColumns()),
            context);
    checkRows(input, records);
    RowElements rows = names.rows();
    if (rows.hidesRepetition()
        && rows.in(input.shape().top()).stream().allMatch(rows::isLastResort)) {
      input.seeAll(); // later elements may repeat within what would be kept as JSON
    }
    return new XmlInput(input, records);
  }

  /** Fails when the elements that the user named are nowhere in the input. */
  private static void checkRows(NestedInput input, XmlRecords records) throws IOException {
    RowElements rows = records.names().rows();
    if (!rows.named() || !rows.in(input.shape().top()).isEmpty()) {
      return;
    }
    input.seeAll();
    if (!rows.in(input.shape().top()).isEmpty()) {
      return;
    }
    List<String> paths = new ArrayList<>();
    repeated(input.shape().top(), records.names(), paths);
    XmlOptions options = records.options();
    throw options.rowTag().isPresent()
        ? XmlFailures.noRows(
            records.name(), XmlOptions.ROW_TAG.name(), options.rowTag().get(), paths)
        : XmlFailures.noRows(
            records.name(),
            XmlOptions.ROW_PATH.name(),
            "/" + String.join("/", options.rowPath().orElseThrow().steps()),
            paths);
  }

  private static void repeated(ShapeNode place, XmlNames names, List<String> paths) {
    for (ShapeNode child : place.children()) {
      if (child.repeated()) {
        paths.add(names.pathOf(child));
      }
      repeated(child, names, paths);
    }
  }
}
