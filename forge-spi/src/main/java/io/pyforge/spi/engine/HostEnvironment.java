package io.pyforge.spi.engine;

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
    variables = java.util.Collections.unmodifiableMap(new TreeMap<>(variables));
    properties = java.util.Collections.unmodifiableMap(new TreeMap<>(properties));
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

  @Override
  public String toString() {
    return "HostEnvironment[" + variables.size() + " variables]"; // values may be secrets
  }
}
