package io.pyforge.databricks.command;

import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;

/** Names of schemas and volumes as arguments, completed by the defaults of a user. */
final class VolumeName {
  private VolumeName() {}

  /** Catalog and schema: {@code main.raw}, or {@code raw} in the default catalog, or nothing. */
  static List<String> schema(String given, DatabricksSettings settings) {
    List<String> parts = given.isEmpty() ? List.of() : List.of(given.split("\\.", -1));
    if (parts.stream().anyMatch(String::isEmpty)) {
      throw bad(given, "catalog.schema");
    }
    return switch (parts.size()) {
      case 0 -> List.of(catalog(settings), schema(settings));
      case 1 -> List.of(catalog(settings), parts.get(0));
      case 2 -> parts;
      default -> throw bad(given, "catalog.schema");
    };
  }

  /** Catalog, schema and volume, of which the first may be left to the defaults. */
  static List<String> volume(String given, DatabricksSettings settings) {
    String text =
        given.startsWith("/Volumes/")
            ? given.substring("/Volumes/".length()).replace('/', '.')
            : given;
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.stream().anyMatch(String::isEmpty)) {
      throw bad(given, "catalog.schema.volume");
    }
    return switch (parts.size()) {
      case 1 -> List.of(catalog(settings), schema(settings), parts.get(0));
      case 2 -> List.of(catalog(settings), parts.get(0), parts.get(1));
      case 3 -> parts;
      default -> throw bad(given, "catalog.schema.volume");
    };
  }

  private static String catalog(DatabricksSettings settings) {
    return settings.catalog().orElseThrow(() -> missing("catalog", "CATALOG"));
  }

  private static String schema(DatabricksSettings settings) {
    return settings.schema().orElseThrow(() -> missing("schema", "SCHEMA"));
  }

  private static ForgeException missing(String what, String variable) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-location",
        "no " + what + " is named",
        "write it before the name, with a dot, or set PYFORGE_DATABRICKS_" + variable);
  }

  private static ForgeException bad(String given, String form) {
    return new ForgeException(
        ErrorKind.USAGE, "bad-location", "'" + given + "' is no name", "write " + form);
  }
}
