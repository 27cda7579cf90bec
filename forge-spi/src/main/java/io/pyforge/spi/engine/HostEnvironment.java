package io.pyforge.spi.engine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine as seen at start: a snapshot, so that decisions made from it are pure and testable.
 *
 * @param variables environment variables
 * @param properties system properties of the JVM
 * @since 1
 */
public record HostEnvironment(Map<String, String> variables, Map<String, String> properties) {
  /** Takes copies. */
  public HostEnvironment {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** The environment of this process. */
  public static HostEnvironment current() {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return new HostEnvironment(System.getenv(), properties);
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Where PyForge keeps what it can do without: {@code $XDG_CACHE_HOME/pyforge}, else {@code
   * ~/.cache/pyforge}; on Windows {@code %LOCALAPPDATA%\pyforge}. There or not; empty when nothing
   * tells a home.
   */
  public Optional<Path> cacheFolder() {
    try {
      return caches().map(folder -> folder.resolve("pyforge"));
    } catch (InvalidPathException e) {
      return Optional.empty(); // a cache is no reason to stop
    }
  }

  private Optional<Path> caches() {
    if (properties.getOrDefault("os.name", "").startsWith("Windows")) {
      Optional<Path> local = variable("LOCALAPPDATA").map(Path::of);
      if (local.isPresent()) {
        return local;
      }
    }
    // The XDG base directory specification: a path that is not absolute is ignored.
    return variable("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .or(
            () ->
                Optional.ofNullable(properties.get("user.home"))
                    .filter(home -> !home.isEmpty())
                    .map(home -> Path.of(home, ".cache")));
  }

  @Override
  public String toString() {
    return "HostEnvironment[" + variables.size() + " variables]"; // values may be secrets
  }
}
