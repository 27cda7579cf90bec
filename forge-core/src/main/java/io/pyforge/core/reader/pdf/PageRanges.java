package io.pyforge.core.reader.pdf;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that {@code --pages} asks for: {@code 5}, {@code 1-5}, {@code 10-} to the last, {@code
 * -3} from the first, joined by commas.
 *
 * @param ranges empty for all pages
 */
record PageRanges(List<Range> ranges) {
  /**
   * Some pages in a row, from 1.
   *
   * @param last {@link #OPEN} for the last page of the document
   */
  record Range(int first, int last) {}

  static final OptionSpec OPTION =
      OptionSpec.text("pages", null, "Pages to read, such as 1-5,8,10-; all when not given.");

  private static final int OPEN = Integer.MAX_VALUE;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})?\\s*(-)?\\s*(\\d{1,9})?");

  static PageRanges of(OptionValues options) {
    String text = options.text(OPTION).orElse("");
    List<Range> ranges = new ArrayList<>();
    if (options.isSet(OPTION)) {
      for (String part : text.split(",", -1)) {
        ranges.add(range(part.strip(), text));
      }
    }
    return new PageRanges(List.copyOf(ranges));
  }

  private static Range range(String part, String whole) {
    Matcher matcher = RANGE.matcher(part);
    boolean any = matcher.matches() && (matcher.group(1) != null || matcher.group(3) != null);
    if (!any) {
      throw OptionValues.bad(OPTION, whole, "write pages as 1-5,8,10-");
    }
    int first = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
    int last;
    if (matcher.group(2) == null) {
      last = first;
    } else {
      last = matcher.group(3) == null ? OPEN : Integer.parseInt(matcher.group(3));
    }
    if (first < 1) {
      throw OptionValues.bad(OPTION, whole, "pages are numbered from 1");
    }
    if (last < first) {
      throw OptionValues.bad(OPTION, whole, "the first page of a range comes before its last");
    }
    return new Range(first, last);
  }

  /**
   * The page numbers asked for, from 1, in the order of the document and each once.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if one is beyond the last page
   */
  int[] of(String name, int pageCount) {
    BitSet wanted = new BitSet();
    if (ranges.isEmpty()) {
      wanted.set(1, pageCount + 1);
    }
    for (Range range : ranges) {
      int last = range.last == OPEN ? pageCount : range.last;
      if (range.first > pageCount || last > pageCount) {
        throw PdfFailures.pageBeyond(name, range.first > pageCount ? range.first : last, pageCount);
      }
      wanted.set(range.first, last + 1);
    }
    return wanted.stream().toArray();
  }
}
