package io.pyforge.core.reader.csv;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads texts that are given in the test. */
final class CsvRun {
  private CsvRun() {}

  static ReaderRun of(String text, String... options) {
    return of(new CsvReader(), text, options);
  }

  /** Options are names and values by turns. */
  static ReaderRun of(CsvReader reader, String text, String... options) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    MemorySource source = new MemorySource("t.csv", text.getBytes(StandardCharsets.UTF_8));
    return ReaderRun.of(reader, source, OptionValues.of(values), ReaderRun.AfterMiss.SURVEY);
  }
}
