package io.pyforge.databricks.client;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The profiles of {@code ~/.databrickscfg}, or of the file that {@code DATABRICKS_CONFIG_FILE}
 * names: sections of {@code key = value} lines. The SDK reads them too, but lets variables of the
 * environment win; who names a profile means that profile's workspace and no other.
 *
 * @param sections by name, in the order of the file; their values may be secrets
 */
public record Profiles(Path file, Map<String, Map<String, String>> sections) {
  private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)]");

  /** The file's own name in a user's home. */
  private static final String FILE = ".databrickscfg";

  /** Settings of the Databricks command line, and no profile. */
  private static final String INTERNAL = "__";

  /**
   * The profiles of a user; none when there is no such file.
   *
   * @throws ForgeException ACCESS when it is there and cannot be read
   */
  public static Profiles of(HostEnvironment host) {
    String home =
        host.variable("HOME").orElseGet(() -> host.properties().getOrDefault("user.home", "."));
    Path file =
        host.variable("DATABRICKS_CONFIG_FILE")
            .map(text -> Path.of(text.startsWith("~/") ? home + text.substring(1) : text))
            .orElse(Path.of(home, FILE));
    if (!Files.exists(file)) {
      return new Profiles(file, Map.of());
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return new Profiles(file, sections(text));
    } catch (IOException e) {
      throw new ForgeException(
          ErrorKind.ACCESS,
          "sign-in-failed",
          file + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    }
  }

  private static Map<String, Map<String, String>> sections(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> current = new LinkedHashMap<>();
    for (String raw : text.split("\\R")) {
      String line = raw.strip();
      Matcher section = SECTION.matcher(line);
      int separator = line.indexOf('=');
      if (section.matches()) {
        current = sections.computeIfAbsent(section.group(1).strip(), k -> new LinkedHashMap<>());
      } else if (separator > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        current.put(line.substring(0, separator).strip(), line.substring(separator + 1).strip());
      }
    }
    return sections;
  }

  /** What may be named. */
  public List<String> names() {
    return sections.keySet().stream().filter(name -> !name.startsWith(INTERNAL)).toList();
  }

  /**
   * The values of one.
   *
   * @throws ForgeException ACCESS when there is none of that name
   */
  Map<String, String> values(String name) {
    Map<String, String> values = sections.get(name);
    if (values == null) {
      throw new ForgeException(
          ErrorKind.ACCESS,
          "sign-in-failed",
          "there is no profile " + name + " in " + file,
          names().isEmpty()
              ? "pyforge databricks auth setup shows how to sign in"
              : "use one of " + String.join(", ", names()));
    }
    return values;
  }

  @Override
  public String toString() {
    return "Profiles[" + file + ", " + names() + "]"; // never the values
  }
}
