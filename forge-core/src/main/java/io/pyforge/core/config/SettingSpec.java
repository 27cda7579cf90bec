package io.pyforge.core.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings there are: name, variable, default, what a value may be. */
enum SettingSpec {
  TEMP_DIR("temp-dir", "a folder", "Folder for temporary files."),
  LOG_LEVEL(
      "log-level",
      "one of error, warn, info, debug, trace",
      "How much is logged: error, warn, info, debug or trace."),
  FORCE_CORE(
      "force-core", "true or false", "Leave all extensions out and use the built-in parts only."),
  PARALLEL_WORKERS(
      "parallel-workers",
      "a whole number of 1 or more",
      "Threads that read and write at the same time."),
  DISABLE_EXTENSIONS(
      "disable-extensions",
      "extension ids with commas between them",
      "Extensions to leave out, with commas between them."),
  PLUGIN_PATH(
      "plugin-path",
      "folders with the system's path separator between them",
      "More folders to look for plug-ins in.");

  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private final String text;
  private final String expected;
  private final String help;

  SettingSpec(String text, String expected, String help) {
    this.text = text;
    this.expected = expected;
    this.help = help;
  }

  static Optional<SettingSpec> named(String name) {
    return Arrays.stream(values()).filter(spec -> spec.text.equals(name)).findFirst();
  }

  String text() {
    return text;
  }

  String variable() {
    return "PYFORGE_" + text.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** What a value may be, in words that follow "use". */
  String expected() {
    return expected;
  }

  String help() {
    return help;
  }

  /** Whether several values may be given as a list in the configuration file. */
  boolean isList() {
    return this == DISABLE_EXTENSIONS || this == PLUGIN_PATH;
  }

  /** A value in its one spelling, or empty when it does not fit. */
  Optional<String> normalized(String value) {
    String trimmed = value.strip();
    String lower = trimmed.toLowerCase(Locale.ROOT);
    return switch (this) {
      case LOG_LEVEL -> Optional.of(lower).filter(LEVELS::contains);
      case FORCE_CORE ->
          switch (lower) {
            case "true", "yes", "on", "1" -> Optional.of("true");
            case "false", "no", "off", "0" -> Optional.of("false");
            default -> Optional.empty();
          };
      case PARALLEL_WORKERS -> Optional.of(trimmed).filter(t -> t.matches("[1-9]\\d{0,3}"));
      case TEMP_DIR -> Optional.of(value).filter(t -> !t.isBlank());
      case DISABLE_EXTENSIONS, PLUGIN_PATH -> Optional.of(value);
    };
  }
}
