package io.pyforge.core.engine;

import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.FormatWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settles the options of a request: defaults from the configuration file come in where a chosen
 * part takes them, and options that no chosen part takes are refused with the parts that would.
 */
final class RequestOptions {
  private RequestOptions() {}

  /**
   * The request with the options that hold for it.
   *
   * @param defaults by option name
   * @param output the writer's format; null when nothing is written
   * @param storages the options of the storages of input and output
   * @throws ForgeException USAGE for the first option that nothing takes
   */
  static ConversionRequest settle(
      ConversionRequest request,
      Map<String, String> defaults,
      FormatCatalog formats,
      FormatReader input,
      @Nullable String output,
      List<ConversionEngine> engines,
      List<OptionSpec> storages) {
    List<OptionSpec> taken = new ArrayList<>(input.options());
    taken.addAll(storages);
    if (output != null) {
      taken.addAll(formats.writer(output).options());
    }
    engines.forEach(engine -> taken.addAll(engine.options()));
    Map<String, String> settled = new TreeMap<>();
    defaults.forEach(
        (name, value) -> {
          if (has(taken, name)) {
            settled.put(name, value);
          }
        });
    request
        .options()
        .asMap()
        .forEach(
            (name, value) -> {
              if (!has(taken, name)) {
                throw refusal(name, formats, input.format(), output);
              }
              settled.put(name, value);
            });
    return request.withOptions(OptionValues.of(settled));
  }

  /** A notice for every default that no part of any conversion takes: its name is mistyped. */
  static List<Notice> unknown(
      Map<String, String> defaults,
      FormatCatalog formats,
      List<ConversionEngine> engines,
      List<OptionSpec> storages) {
    if (defaults.isEmpty()) {
      return List.of();
    }
    Set<String> known = new HashSet<>();
    formats.readers().forEach(reader -> reader.options().forEach(o -> known.add(o.name())));
    formats.writers().forEach(writer -> writer.options().forEach(o -> known.add(o.name())));
    engines.forEach(engine -> engine.options().forEach(o -> known.add(o.name())));
    storages.forEach(o -> known.add(o.name()));
    return new TreeSet<>(defaults.keySet())
        .stream()
            .filter(name -> !known.contains(name))
            .map(
                name ->
                    new Notice(
                        "default-option-unknown",
                        "the configuration file sets option "
                            + name
                            + ", which nothing takes; see pyforge convert --help"))
            .toList();
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
    String work = output == null ? "reading " + input : "converting " + input + " to " + output;
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
