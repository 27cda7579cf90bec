package io.pyforge.core.config;

import io.pyforge.core.error.SettingFailures;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.option.CommonOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The settings in force: environment variable over configuration file over default. The file is
 * {@code ~/.pyforge/config.yaml}, or what {@code PYFORGE_CONFIG} names. Immutable.
 */
public final class Settings {
  private static final String CONFIG_VARIABLE = "PYFORGE_CONFIG";
  private static final String PASSWORD_VARIABLE = "PYFORGE_PASSWORD";
  private static final String FROM_ENVIRONMENT = "environment";
  private static final String FROM_DEFAULT = "default";

  private final Map<SettingSpec, Setting> settings;
  private final Map<String, String> optionDefaults;

  private Settings(Map<SettingSpec, Setting> settings, Map<String, String> optionDefaults) {
    this.settings = settings;
    this.optionDefaults = optionDefaults;
  }

  /**
   * Reads them. Without a configuration file no YAML library is loaded.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if a value or the file is wrong
   */
  public static Settings load(HostEnvironment environment) {
    Optional<Path> path = configPath(environment);
    Map<SettingSpec, String> fromFile = Map.of();
    Map<String, String> options = Map.of();
    if (path.isPresent()) { // only here: the class brings the YAML library with it
      ConfigFile file = ConfigFile.read(path.get());
      fromFile = file.settings();
      options = file.options();
    }
    String fileOrigin = path.map(Path::toString).orElse("");
    Map<SettingSpec, Setting> settings = new EnumMap<>(SettingSpec.class);
    for (SettingSpec spec : SettingSpec.values()) {
      Optional<String> variable = environment.variable(spec.variable());
      String value;
      String origin;
      if (variable.isPresent()) {
        value =
            spec.normalized(variable.get())
                .orElseThrow(
                    () ->
                        SettingFailures.badValue(
                            "environment", spec.variable(), variable.get(), spec.expected()));
        origin = FROM_ENVIRONMENT;
      } else if (fromFile.containsKey(spec)) {
        value = fromFile.getOrDefault(spec, "");
        origin = fileOrigin;
      } else {
        value = defaultValue(spec, environment);
        origin = FROM_DEFAULT;
      }
      settings.put(spec, new Setting(spec.text(), spec.variable(), value, origin, spec.help()));
    }
    Map<String, String> defaults = new TreeMap<>(options);
    // No setting, because settings are listed: a password is not to be printed.
    environment
        .variable(PASSWORD_VARIABLE)
        .ifPresent(password -> defaults.put(CommonOptions.PASSWORD.name(), password));
    return new Settings(settings, Map.copyOf(defaults));
  }

  /** The text in force of a setting by its name; empty when the name is none, or the text is. */
  public Optional<String> text(String name) {
    return SettingSpec.named(name).map(this::value).filter(Predicate.not(String::isEmpty));
  }

  /** Folder for temporary files. */
  public Path tempDir() {
    return path(SettingSpec.TEMP_DIR, value(SettingSpec.TEMP_DIR));
  }

  /** {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}. */
  public String logLevel() {
    return value(SettingSpec.LOG_LEVEL);
  }

  /** Whether only the built-in parts may be used. */
  public boolean forceCore() {
    return Boolean.parseBoolean(value(SettingSpec.FORCE_CORE));
  }

  /** Threads to use, 1 or more. */
  public int parallelWorkers() {
    return Integer.parseInt(value(SettingSpec.PARALLEL_WORKERS));
  }

  /** Ids of extensions that are switched off. */
  public List<String> disabledExtensions() {
    return Arrays.stream(value(SettingSpec.DISABLE_EXTENSIONS).split(","))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  /** Folders to look for plug-ins in, first one first. */
  public List<Path> pluginPath() {
    List<Path> folders = new ArrayList<>();
    for (String part : value(SettingSpec.PLUGIN_PATH).split(File.pathSeparator)) {
      if (!part.isBlank()) {
        folders.add(path(SettingSpec.PLUGIN_PATH, part));
      }
    }
    return folders;
  }

  /**
   * Defaults for the options of conversions, by option name; an option given wins over them. A
   * password comes from {@code PYFORGE_PASSWORD} too.
   */
  public Map<String, String> optionDefaults() {
    return optionDefaults;
  }

  /** Every setting, by name. */
  public List<Setting> all() {
    return settings.values().stream().sorted(Comparator.comparing(Setting::name)).toList();
  }

  private String value(SettingSpec spec) {
    return setting(spec).value();
  }

  private Setting setting(SettingSpec spec) {
    Setting setting = settings.get(spec);
    if (setting == null) {
      throw new IllegalStateException("every setting has a value: " + spec.text());
    }
    return setting;
  }

  private Path path(SettingSpec spec, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw SettingFailures.badValue(setting(spec).origin(), spec.text(), text, spec.expected());
    }
  }

  private static Optional<Path> configPath(HostEnvironment environment) {
    Optional<String> named = environment.variable(CONFIG_VARIABLE);
    try {
      if (named.isPresent()) {
        return named.map(Path::of); // named and missing is an error, unlike the usual place
      }
      return Optional.ofNullable(environment.properties().get("user.home"))
          .filter(Predicate.not(String::isEmpty))
          .map(home -> Path.of(home, ".pyforge", "config.yaml"))
          .filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      throw SettingFailures.unreadableFile(named.orElse("user.home"), e);
    }
  }

  private static String defaultValue(SettingSpec spec, HostEnvironment environment) {
    return switch (spec) {
      case TEMP_DIR -> environment.properties().getOrDefault("java.io.tmpdir", "/tmp");
      case LOG_LEVEL -> "warn";
      case FORCE_CORE -> "false";
      case PARALLEL_WORKERS -> Integer.toString(Runtime.getRuntime().availableProcessors());
      case DISABLE_EXTENSIONS, PLUGIN_PATH -> "";
    };
  }
}
