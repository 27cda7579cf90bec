package io.pyforge.core.reader.xml;

import io.pyforge.spi.option.OptionValues;
import java.util.List;

/**
 * The steps from the root element to the elements that are rows, as the user gave them.
 *
 * @param steps names of elements, or {@link #ANY}; one or more
 */
record RowPath(List<String> steps) {
  /** A step that stands for every name. */
  static final String ANY = "*";

  RowPath {
    steps = List.copyOf(steps);
  }

  /**
   * @throws io.pyforge.spi.error.ForgeException USAGE if it is no path
   */
  static RowPath parse(String text) {
    String path = text.strip();
    String steps = path.startsWith("/") ? path.substring(1) : path;
    List<String> names = List.of(steps.split("/", -1));
    if (names.stream().anyMatch(name -> name.isBlank() || name.matches(".*[\\[\\]@()\\s].*"))) {
      throw OptionValues.bad(
          XmlOptions.ROW_PATH, text, "use names joined by slashes: /feed/entry, or /feed/*");
    }
    return new RowPath(names);
  }
}
