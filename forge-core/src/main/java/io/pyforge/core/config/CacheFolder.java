package io.pyforge.core.config;

import io.pyforge.spi.engine.HostEnvironment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where PyForge keeps what it can do without: {@code $XDG_CACHE_HOME/pyforge}, else {@code
 * ~/.cache/pyforge}; on Windows {@code %LOCALAPPDATA%\pyforge}.
 */
public final class CacheFolder {
  private static final String NAME = "pyforge";

  private CacheFolder() {}

  /** The folder, there or not; empty when the environment tells no home. */
  public static Optional<Path> of(HostEnvironment environment) {
    try {
      return root(environment).map(root -> root.resolve(NAME));
    } catch (InvalidPathException e) {
      return Optional.empty(); // a cache is no reason to stop
    }
  }

  private static Optional<Path> root(HostEnvironment environment) {
    String system = environment.properties().getOrDefault("os.name", "");
    if (system.startsWith("Windows")) {
      Optional<Path> local = environment.variable("LOCALAPPDATA").map(Path::of);
      if (local.isPresent()) {
        return local;
      }
    }
    // The XDG base directory specification: a path that is not absolute is ignored.
    Optional<Path> named =
        environment.variable("XDG_CACHE_HOME").map(Path::of).filter(Path::isAbsolute);
    return named.or(
        () ->
            Optional.ofNullable(environment.properties().get("user.home"))
                .filter(home -> !home.isEmpty())
                .map(home -> Path.of(home, ".cache")));
  }
}
