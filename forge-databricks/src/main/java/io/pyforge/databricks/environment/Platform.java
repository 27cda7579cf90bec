package io.pyforge.databricks.environment;

import java.util.Locale;
import java.util.Optional;

/** What kind of place a process runs in. */
public enum Platform {
  /** Any machine that is none of the others, whatever workspace it talks to. */
  LOCAL,
  /** A machine of a cluster that the workspace's owner configures. */
  CLASSIC,
  /** Serverless compute, reached through Spark Connect. */
  SERVERLESS,
  /** A container of Databricks Apps. */
  APPS,
  /** A machine outside that runs Spark code remotely. */
  CONNECT_CLIENT;

  /** The name in results and on the command line: {@code connect-client}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the process runs on a machine of Databricks. */
  public boolean inside() {
    return this == CLASSIC || this == SERVERLESS || this == APPS;
  }

  static Optional<Platform> ofLabel(String label) {
    String wanted = label.strip().toLowerCase(Locale.ROOT);
    for (Platform platform : values()) {
      if (platform.label().equals(wanted)) {
        return Optional.of(platform);
      }
    }
    return Optional.empty();
  }
}
