package io.pyforge.core.engine;

import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.writer.FormatWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses options that no chosen part takes, and says which parts would. */
final class OptionCheck {
  private OptionCheck() {}

  /**
   * @param output the writer's format; null when nothing is written
   * @throws ForgeException USAGE for the first option that nothing takes
   */
  static void check(
      ConversionRequest request,
      FormatCatalog formats,
      FormatReader input,
      @Nullable String output,
      List<ConversionEngine> engines) {
    for (String option : request.options().asMap().keySet()) {
      boolean taken =
          has(input.options(), option)
              || output != null
                  && formats.writers().stream()
                      .anyMatch(w -> w.format().equals(output) && has(w.options(), option))
              || engines.stream().anyMatch(e -> has(e.options(), option));
      if (!taken) {
        throw refusal(option, formats, input.format(), output);
      }
    }
  }

  private static ForgeException refusal(
      String option, FormatCatalog formats, String input, @Nullable String output) {
    List<String> takers = new ArrayList<>();
    for (FormatReader reader : formats.readers()) {
      if (has(reader.options(), option)) {
        takers.add("reading " + reader.format());
      }
    }
    for (FormatWriter writer : formats.writers()) {
      if (has(writer.options(), option)) {
        takers.add("writing " + writer.format());
      }
    }
    String work =
        output == null ? "reading " + input : "converting " + input + " to " + output;
    return new ForgeException(
        ErrorKind.USAGE,
        takers.isEmpty() ? "option-unknown" : "option-not-taken",
        "option --" + option + " means nothing when " + work,
        takers.isEmpty()
            ? "see pyforge convert --help for the options there are"
            : "it is for " + String.join(", ", new TreeSet<>(takers)));
  }

  private static boolean has(List<OptionSpec> specs, String name) {
    return specs.stream().anyMatch(spec -> spec.name().equals(name));
  }
}
