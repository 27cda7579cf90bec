package io.pyforge.core.extension;

import io.pyforge.spi.engine.ConversionRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/**
 * What the manifest of a plug-in's main jar tells about the extension in it, so that the extension
 * need not be loaded to learn it.
 *
 * @param id {@code PyForge-Extension-Id}
 * @param description {@code PyForge-Extension-Description}
 * @param locationPrefixes {@code PyForge-Location-Prefixes}: starts of the locations it serves
 * @param formats {@code PyForge-Formats}: names and file suffixes of the formats it reads or writes
 * @param engines {@code PyForge-Engines}: ids of its engines
 * @param commands {@code PyForge-Commands}: names of its commands
 */
record PluginManifest(
    Optional<String> id,
    String description,
    List<String> locationPrefixes,
    List<String> formats,
    List<String> engines,
    List<String> commands) {

  static final PluginManifest NONE = of(new Attributes());

  static PluginManifest of(Attributes attributes) {
    return new PluginManifest(
        Optional.ofNullable(attributes.getValue("PyForge-Extension-Id"))
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty)),
        Optional.ofNullable(attributes.getValue("PyForge-Extension-Description")).orElse(""),
        list(attributes, "PyForge-Location-Prefixes"),
        list(attributes, "PyForge-Formats"),
        list(attributes, "PyForge-Engines"),
        list(attributes, "PyForge-Commands"));
  }

  /**
   * Whether the extension may wait until something it declares is wanted. One that declares nothing
   * takes part in everything.
   */
  boolean canWait() {
    return id.isPresent()
        && Stream.of(locationPrefixes, formats, engines, commands).anyMatch(l -> !l.isEmpty());
  }

  /** Whether a conversion may need what is declared. */
  boolean concerns(ConversionRequest request) {
    return concernsLocation(request.input())
        || request.output().filter(this::concernsLocation).isPresent()
        || request.inputFormat().filter(this::concernsFormat).isPresent()
        || request.outputFormat().filter(this::concernsFormat).isPresent()
        || request.engine().filter(engines::contains).isPresent();
  }

  /** Whether it declares a prefix of the location, or a suffix of its last part. */
  boolean concernsLocation(String location) {
    if (locationPrefixes.stream().anyMatch(location::startsWith)) {
      return true;
    }
    String name =
        location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1);
    // Every part after a dot counts, because a compression's suffix may follow: x.hello.gz
    return Arrays.stream(name.split("\\.")).skip(1).anyMatch(this::concernsFormat);
  }

  private boolean concernsFormat(String format) {
    return formats.contains(format.toLowerCase(Locale.ROOT));
  }

  private static List<String> list(Attributes attributes, String name) {
    String value = attributes.getValue(name);
    return value == null
        ? List.of()
        : Arrays.stream(value.split(","))
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .toList();
  }
}
