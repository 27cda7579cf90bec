package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.ReadContext;
import java.util.List;
import java.util.Optional;

/**
 * The options of documents, understood.
 *
 * @param mode what is read of a page
 * @param lines whether text is wanted as plain lines, rather than as a table of lines
 * @param metadata whether the output says which page things are from
 * @param area the part of every page that is read, in points
 * @param header whether the first row of a table names its columns; empty when that is detected
 * @param maxPageBytes decompressed size of the content of one page
 */
record PdfOptions(
    PageRanges pages,
    Mode mode,
    boolean lines,
    boolean metadata,
    Optional<Box> area,
    Optional<Boolean> header,
    Optional<String> password,
    long maxPageBytes,
    boolean allText,
    List<FixedType> fixedTypes) {

  /** What is read of a page. */
  enum Mode {
    AUTO,
    LATTICE,
    STREAM,
    TEXT
  }

  /** The output format that takes lines as they are. */
  static final String PLAIN_TEXT = "txt";

  private static final String AREA_FORM =
      "write it as top,left,bottom,right in points: 72,36,700,560";

  static final OptionSpec METADATA =
      OptionSpec.flag(
          "metadata",
          "Say which page things are from: lines that mark the start and end of each page of a text,"
              + " a column _page in a table.");
  static final OptionSpec PDF_MODE =
      OptionSpec.choice(
          "pdf-mode",
          null,
          List.of("auto", "lattice", "stream", "text"),
          "What to read of each page: its tables, by their lines (lattice), by the alignment of their"
              + " text (stream) or by both (auto); or its text (text). Text when the output is txt,"
              + " else auto.");
  static final OptionSpec AREA =
      OptionSpec.text(
          "area",
          null,
          "Read this part of every page only: top,left,bottom,right in points (1/72 inch) from the"
              + " upper left corner.");
  static final OptionSpec MAX_PAGE_BYTES =
      OptionSpec.size(
          "max-page-bytes", "64MiB", "Largest decompressed content of one page that is read.");

  static final List<OptionSpec> SPECS =
      List.of(
          PageRanges.OPTION,
          METADATA,
          PDF_MODE,
          AREA,
          CommonOptions.HEADER,
          CommonOptions.PASSWORD,
          MAX_PAGE_BYTES,
          CommonOptions.TYPES,
          CommonOptions.SCHEMA);

  static PdfOptions of(OptionValues values, ReadContext context) {
    boolean plain = context.outputFormat().equals(Optional.of(PLAIN_TEXT));
    Mode mode = plain ? Mode.TEXT : Mode.AUTO;
    if (values.isSet(PDF_MODE)) {
      String choice = values.text(PDF_MODE).orElse("");
      if (!PDF_MODE.choices().contains(choice)) {
        throw OptionValues.bad(
            PDF_MODE, choice, "use one of " + String.join(", ", PDF_MODE.choices()));
      }
      mode = Mode.valueOf(choice.toUpperCase(java.util.Locale.ROOT));
    }
    return new PdfOptions(
        PageRanges.of(values),
        mode,
        plain && mode == Mode.TEXT,
        values.flag(METADATA),
        values.text(AREA).map(PdfOptions::area),
        values.isSet(CommonOptions.HEADER)
            ? Optional.of(values.flag(CommonOptions.HEADER))
            : Optional.empty(),
        values.text(CommonOptions.PASSWORD).filter(password -> !password.isEmpty()),
        Math.max(1, values.sizeBytes(MAX_PAGE_BYTES)),
        values.choice(CommonOptions.TYPES).equals("string"),
        values.text(CommonOptions.SCHEMA).map(FixedTypes::parse).orElse(List.of()));
  }

  private static Box area(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4) {
      throw OptionValues.bad(AREA, text, AREA_FORM);
    }
    float[] sides = new float[4];
    for (int i = 0; i < sides.length; i++) {
      try {
        sides[i] = Float.parseFloat(parts[i].strip());
      } catch (NumberFormatException e) {
        throw OptionValues.bad(AREA, text, AREA_FORM);
      }
      if (!Float.isFinite(sides[i])) {
        throw OptionValues.bad(AREA, text, AREA_FORM);
      }
    }
    if (sides[2] <= sides[0] || sides[3] <= sides[1]) {
      throw OptionValues.bad(AREA, text, "bottom lies below top, and right of left right");
    }
    return new Box(sides[1], sides[0], sides[3], sides[2]);
  }

  /** A password is not to be printed. */
  @Override
  public String toString() {
    return "PdfOptions";
  }
}
