package io.pyforge.databricks.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The place of a file or folder: a volume, whose name has no letter case, and names in it, which
 * have.
 *
 * @param volume catalog, schema and volume joined by dots, in lower case
 * @param names from the volume on; empty for the volume itself
 */
record FilePath(String volume, List<String> names) {
  private static final int VOLUME_PARTS = 4;
  private static final int MAX_NAME_BYTES = 255;

  /** From decoded names, {@code Volumes} first. */
  static FilePath of(List<String> parts) throws Refusal {
    if (parts.size() < VOLUME_PARTS || !parts.get(0).equals("Volumes")) {
      throw Refusal.of(
          400, "INVALID_PARAMETER_VALUE", "/" + String.join("/", parts) + " is in no volume");
    }
    for (String part : parts) {
      if (part.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
        throw Refusal.of(400, "INVALID_PARAMETER_VALUE", "a name is longer than 255 bytes");
      }
    }
    String volume = String.join(".", parts.subList(1, VOLUME_PARTS)).toLowerCase(Locale.ROOT);
    return new FilePath(volume, List.copyOf(parts.subList(VOLUME_PARTS, parts.size())));
  }

  /** From {@code /Volumes/...}, not encoded. */
  static FilePath parse(String path) throws Refusal {
    if (!path.startsWith("/")) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", path + " is no path");
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    for (String part : parts) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw Refusal.violation(
            400, "INVALID_PARAMETER_VALUE", "the path " + path + " is not normalised");
      }
    }
    return of(parts);
  }

  boolean isVolume() {
    return names.isEmpty();
  }

  String name() {
    return names.get(names.size() - 1);
  }

  FilePath parent() {
    return new FilePath(volume, names.subList(0, names.size() - 1));
  }

  FilePath child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new FilePath(volume, longer);
  }

  /** {@code /Volumes/...}, not encoded. */
  @Override
  public String toString() {
    String root = "/Volumes/" + volume.replace('.', '/');
    return names.isEmpty() ? root : root + "/" + String.join("/", names);
  }
}
