package io.pyforge.core.error;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What users read when a setting does not work out. */
public final class SettingFailures {
  private SettingFailures() {}

  /** The configuration file is no YAML, or not of the expected shape. */
  public static ForgeException badFile(
      String file, int line, String problem, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-config-file",
        file + (line > 0 ? ", line " + line : "") + ": " + problem,
        "correct the file, or set PYFORGE_CONFIG to another one",
        cause);
  }

  /** A name that is no setting. */
  public static ForgeException unknownKey(
      String file, int line, String key, Collection<String> known) {
    return new ForgeException(
        ErrorKind.USAGE,
        "unknown-setting",
        file + ", line " + line + ": there is no setting '" + key + "'",
        "the settings are " + String.join(", ", known));
  }

  /** A value that does not fit its setting. */
  public static ForgeException badValue(String origin, String name, String value, String expected) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-setting",
        origin + ": " + name + " cannot be '" + value + "'",
        "use " + expected);
  }

  /** A configuration file that was named and cannot be read. */
  public static ForgeException unreadableFile(String file, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-config-file",
        file + ": the configuration file cannot be read",
        "check that it exists and that you may read it",
        cause);
  }
}
