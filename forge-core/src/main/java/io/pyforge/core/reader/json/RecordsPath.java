package io.pyforge.core.reader.json;

import io.pyforge.spi.option.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path to one place of a document: {@code $.data.items}, {@code $['odd name'][0]}.
 *
 * @param text as the user wrote it
 * @param steps keys as {@link String}, positions in arrays as {@link Integer}
 */
record RecordsPath(String text, List<Object> steps) {
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]'\"\\s]+)|\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]|\\[(\\d{1,9})\\]");

  RecordsPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path; the {@code $} may be left out.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if it is none
   */
  static RecordsPath parse(String text) {
    String path = text.strip();
    if (path.startsWith("$")) {
      path = path.substring(1);
    } else if (!path.startsWith("[") && !path.startsWith(".")) {
      path = "." + path;
    }
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int at = 0;
    while (at < path.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw OptionValues.bad(
            JsonOptions.RECORDS_PATH, text, "write it as $.data.items or $['odd name'][0]");
      }
      String index = matcher.group(4);
      if (index != null) {
        steps.add(Integer.valueOf(index));
      } else {
        steps.add(
            matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
      }
      at = matcher.end();
    }
    return new RecordsPath(text, steps);
  }
}
