package io.pyforge.cli.output;

import io.pyforge.spi.engine.HostEnvironment;
import java.io.Console;
import java.util.Optional;

/** How a person is asked for a password: never echoed, and never where nobody sits. */
@FunctionalInterface
public interface PasswordQuestion {
  /** Asks nobody. */
  PasswordQuestion NOBODY = () -> Optional.empty();

  /** Waits for the answer to a question that has been printed; empty when there is none. */
  Optional<String> answer();

  /**
   * Reads from the console of this process when the launcher says, in the property {@code
   * pyforge.terminal}, that standard input and error are a terminal; else asks nobody. The JVM
   * hides what is typed only where standard output is one too.
   */
  static PasswordQuestion ofProcess(HostEnvironment environment) {
    String interactive = environment.properties().getOrDefault("pyforge.terminal", "");
    Console console = interactive.contains("in") ? System.console() : null;
    if (console == null || !interactive.contains("err") || !interactive.contains("out")) {
      return NOBODY;
    }
    return () -> {
      char[] typed = console.readPassword();
      return typed == null || typed.length == 0
          ? Optional.empty()
          : Optional.of(String.valueOf(typed));
    };
  }
}
