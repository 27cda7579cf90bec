package io.pyforge.databricks.volume;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The place of a file, of a folder or of a whole volume. Its parts are names, not parts of an
 * address: they are taken as they are, never decoded, and encoded once, where a request is made.
 *
 * @param parts catalog, schema, volume, then folders and file; at least three
 */
public record VolumePath(List<String> parts) {
  private static final String ROOT = "Volumes";
  private static final String DBFS = "dbfs:";
  private static final int VOLUME_PARTS = 3;
  private static final int MAX_NAME_BYTES = 255;

  /** Takes a copy. */
  public VolumePath {
    parts = List.copyOf(parts);
    if (parts.size() < VOLUME_PARTS) {
      throw new IllegalArgumentException("catalog, schema and volume are needed");
    }
  }

  /**
   * Whether a location is one of a volume by its start, right or wrong: {@code /Volumes/...},
   * {@code dbfs:/Volumes/...}.
   */
  public static boolean isVolumeLocation(String location) {
    String rest = withoutScheme(location);
    return rest.equals("/" + ROOT) || rest.startsWith("/" + ROOT + "/");
  }

  /**
   * Whether a location was probably meant as one of a volume: another letter case, a slash missing.
   */
  public static Optional<String> correction(String location) {
    if (isVolumeLocation(location)) {
      return Optional.empty();
    }
    boolean dbfs = location.regionMatches(true, 0, DBFS, 0, DBFS.length());
    String rest = dbfs ? location.substring(DBFS.length()) : location;
    String names = rest.replaceFirst("^/+", "");
    boolean root = names.regionMatches(true, 0, ROOT + "/", 0, ROOT.length() + 1);
    boolean told = dbfs || location.startsWith("/") || names.startsWith(ROOT + "/");
    return root && told
        ? Optional.of("/" + ROOT + names.substring(ROOT.length()))
        : Optional.empty();
  }

  /**
   * Reads a location.
   *
   * @throws ForgeException USAGE if a part is missing or no name
   */
  public static VolumePath of(String location) {
    String rest = withoutScheme(location);
    String trimmed = rest.replaceFirst("/+$", "");
    String[] names = trimmed.split("/", -1);
    if (names.length < VOLUME_PARTS + 2) {
      throw bad(
          location,
          "catalog, schema and volume are needed",
          "write /Volumes/<catalog>/<schema>/<volume>/...");
    }
    List<String> parts = new ArrayList<>();
    for (int i = 2; i < names.length; i++) {
      check(names[i], location);
      parts.add(names[i]);
    }
    return new VolumePath(parts);
  }

  /** Takes the scheme off: {@code dbfs:/x}, {@code dbfs:///x}. */
  private static String withoutScheme(String location) {
    if (!location.startsWith(DBFS)) {
      return location;
    }
    String rest = location.substring(DBFS.length());
    return rest.startsWith("///") ? rest.substring(2) : rest;
  }

  private static void check(String name, String location) {
    if (name.isEmpty()) {
      throw bad(location, "there is nothing between two slashes", "take one slash out");
    }
    if (name.equals(".") || name.equals("..")) {
      throw bad(location, "'" + name + "' is no name", "write the whole path");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7F) {
        throw bad(
            location.replaceAll("\\p{Cntrl}", "?"), "a name has a control character", "rename it");
      }
      if (c == '\\') {
        throw bad(location, "a name has a backslash", "write slashes between names");
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < name.length()
              && Character.isLowSurrogate(name.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw bad(location, "a name has half a character", "rename it");
      }
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw bad(
          location,
          "a name has " + bytes + " bytes, and " + MAX_NAME_BYTES + " is the limit",
          "use a shorter name");
    }
  }

  private static ForgeException bad(String location, String problem, String remedy) {
    return new ForgeException(ErrorKind.USAGE, "bad-location", location + ": " + problem, remedy);
  }

  /** Whether this is a volume itself. */
  public boolean isVolume() {
    return parts.size() == VOLUME_PARTS;
  }

  /** The volume that this lies in, or is. */
  public VolumePath volume() {
    return isVolume() ? this : new VolumePath(parts.subList(0, VOLUME_PARTS));
  }

  /** Catalog, schema and volume joined by dots, in lower case as the service compares them. */
  public String volumeName() {
    return String.join(".", parts.subList(0, VOLUME_PARTS)).toLowerCase(Locale.ROOT);
  }

  /** The last part. */
  public String name() {
    return parts.get(parts.size() - 1);
  }

  /** What this lies in; empty for a volume. */
  public Optional<VolumePath> parent() {
    return isVolume()
        ? Optional.empty()
        : Optional.of(new VolumePath(parts.subList(0, parts.size() - 1)));
  }

  /**
   * The folders on the way from the volume to this, outermost first, and this; none of a volume.
   */
  public List<VolumePath> belowVolume() {
    List<VolumePath> below = new ArrayList<>();
    for (int end = VOLUME_PARTS + 1; end <= parts.size(); end++) {
      below.add(new VolumePath(parts.subList(0, end)));
    }
    return below;
  }

  /**
   * A file or folder in this one. Names that a service lists are not trusted: they pass the same
   * check as a user's.
   *
   * @throws ForgeException USAGE if it is no name
   */
  public VolumePath child(String name) {
    String location = this + "/" + name;
    check(name, location);
    if (name.indexOf('/') >= 0) {
      throw bad(location, "a name has a slash", "name one file");
    }
    List<String> longer = new ArrayList<>(parts);
    longer.add(name);
    return new VolumePath(longer);
  }

  /** Whether this is {@code other} or lies in it. */
  public boolean startsWith(VolumePath other) {
    return parts.size() >= other.parts.size()
        && volumeName().equals(other.volumeName())
        && parts
            .subList(VOLUME_PARTS, other.parts.size())
            .equals(other.parts.subList(VOLUME_PARTS, other.parts.size()));
  }

  /** As the service wants it, not encoded, and as the user writes it. */
  @Override
  public String toString() {
    return "/" + ROOT + "/" + String.join("/", parts);
  }
}
