package io.pyforge.databricks.config;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of {@code ~/.pyforge/databricks.yaml}; environment variables win over it. A sign-in
 * is none of them, and is refused there.
 *
 * @param workspaceUrl address of the workspace
 * @param catalog for names that say none
 * @param schema for names that say none
 * @param volume for names that say none
 * @param tempFolder where copies are kept while they are needed
 * @param maxFileBytes inputs with more are refused; {@link Long#MAX_VALUE} when nothing is set
 * @param partBytes how much of a large file goes with one request
 */
public record DatabricksSettings(
    Optional<String> workspaceUrl,
    Optional<String> catalog,
    Optional<String> schema,
    Optional<String> volume,
    Optional<Path> tempFolder,
    long maxFileBytes,
    Optional<Long> partBytes) {
  /** Its name in the folder {@code .pyforge} of the user's home. */
  public static final String FILE = "databricks.yaml";

  private static final List<String> KEYS =
      List.of(
          "workspace_url",
          "default_catalog",
          "default_schema",
          "temp_directory",
          "max_file_size_mb",
          "chunk_size_mb");
  private static final long MB = 1 << 20;
  private static final int MAX_PART_MB = 1024;

  /**
   * The settings of a user.
   *
   * @throws ForgeException USAGE when the file cannot be read, or says something it may not
   */
  public static DatabricksSettings of(HostEnvironment host) {
    String home = host.properties().getOrDefault("user.home", "");
    Path file = Path.of(home, ".pyforge", FILE);
    Map<String, String> values = home.isEmpty() ? Map.of() : read(file);
    return new DatabricksSettings(
        value(values, "workspace_url"),
        host.variable("PYFORGE_DATABRICKS_CATALOG").or(() -> value(values, "default_catalog")),
        host.variable("PYFORGE_DATABRICKS_SCHEMA").or(() -> value(values, "default_schema")),
        host.variable("PYFORGE_DATABRICKS_VOLUME"),
        value(values, "temp_directory").map(text -> Path.of(text)),
        number(file, values, "max_file_size_mb", Integer.MAX_VALUE)
            .map(mb -> mb * MB)
            .orElse(Long.MAX_VALUE),
        number(file, values, "chunk_size_mb", MAX_PART_MB).map(mb -> mb * MB));
  }

  private static Optional<String> value(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key)).filter(text -> !text.isEmpty());
  }

  private static Optional<Long> number(
      Path file, Map<String, String> values, String key, int limit) {
    Optional<String> text = value(values, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("\\d{1,10}")
        || Long.parseLong(text.get()) < 1
        || Long.parseLong(text.get()) > limit) {
      throw bad(
          file, key + " cannot be '" + text.get() + "'", "use a whole number from 1 to " + limit);
    }
    return Optional.of(Long.parseLong(text.get()));
  }

  /** Lines of {@code key: value}; the six keys need no more of YAML than that. */
  private static Map<String, String> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw bad(
          file, "cannot be read: " + e.getMessage(), "check its permissions and that it is text");
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#.*$", "").strip();
      if (line.isEmpty() || line.equals("---")) {
        continue;
      }
      int colon = line.indexOf(':');
      String key = colon < 0 ? line : line.substring(0, colon).strip();
      check(file, i + 1, key, colon >= 0);
      values.put(key, unquoted(line.substring(colon + 1).strip()));
    }
    return values;
  }

  private static void check(Path file, int line, String key, boolean pair) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.contains("token") || name.contains("secret") || name.contains("password")) {
      throw bad(
          file,
          "line " + line + " holds a sign-in, which does not belong in this file",
          "take it out, make a new one, and use DATABRICKS_TOKEN or a profile of ~/.databrickscfg");
    }
    if (!pair || !KEYS.contains(key)) {
      throw bad(
          file,
          "line " + line + " is not understood: " + key,
          "write 'key: value' with one of " + String.join(", ", KEYS));
    }
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.startsWith("\"") && text.endsWith("\"")
                || text.startsWith("'") && text.endsWith("'"));
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static ForgeException bad(Path file, String problem, String remedy) {
    return new ForgeException(ErrorKind.USAGE, "bad-config", file + ": " + problem, remedy);
  }
}
