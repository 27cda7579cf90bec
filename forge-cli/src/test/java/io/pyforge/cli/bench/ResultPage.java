package io.pyforge.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of which the part between two markers is written by the measurement. */
final class ResultPage {
  private static final String START = "<!-- results: written by mvn -Pbench verify -->";
  private static final String END = "<!-- end of results -->";

  private ResultPage() {}

  /**
   * Replaces what is between the markers.
   *
   * @throws IllegalStateException if the page does not have both markers once
   */
  static void write(Path page, String results) throws IOException {
    String text = Files.readString(page);
    int start = text.indexOf(START);
    int end = text.indexOf(END);
    if (start < 0 || end < start || text.indexOf(START, start + 1) >= 0) {
      throw new IllegalStateException(page + " does not have its two markers");
    }
    Files.writeString(
        page, text.substring(0, start) + START + "\n\n" + results + "\n" + text.substring(end));
  }
}
