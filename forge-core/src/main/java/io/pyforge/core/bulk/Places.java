package io.pyforge.core.bulk;

import java.io.File;
import java.util.List;
import java.util.Locale;

/** What can be told from a location's text alone. */
public final class Places {
  /** The location that is standard input, and as an output standard output. */
  public static final String STANDARD_STREAM = "-";

  private static final List<String> COMPRESSION_SUFFIXES = List.of("gz", "bz2", "zst", "zip");

  private Places() {}

  /** The last part, without separators at the end. */
  public static String name(String location) {
    String trimmed = location.substring(0, end(location));
    int slash = Math.max(trimmed.lastIndexOf('/'), windowsSeparator(trimmed));
    return trimmed.substring(slash + 1);
  }

  /** Everything before the last part, with its separator; possibly empty. */
  public static String folder(String location) {
    return location.substring(0, end(location) - name(location).length());
  }

  /** {@code sales} of {@code data/sales.csv.gz}. */
  public static String stem(String location) {
    String name = uncompressed(name(location));
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** {@code csv} of {@code data/sales.CSV.gz}; empty when there is none. */
  public static String suffix(String location) {
    String name = uncompressed(name(location));
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** A name within a folder that is given as a location. */
  public static String within(String folder, String name) {
    boolean separated =
        folder.endsWith("/") || (File.separatorChar == '\\' && folder.endsWith("\\"));
    return separated ? folder + name : folder + "/" + name;
  }

  /** Whether its last part has the signs of a pattern. */
  public static boolean hasPattern(String location) {
    String name = name(location);
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  /** The location without separators at its end, unless it is nothing else. */
  static String withoutSeparator(String location) {
    int end = end(location);
    return end == 0 ? location : location.substring(0, end);
  }

  /** Where the separators at the end start. */
  private static int end(String location) {
    int end = location.length();
    while (end > 0 && (location.charAt(end - 1) == '/' || location.charAt(end - 1) == '\\')) {
      end--;
    }
    return end;
  }

  private static int windowsSeparator(String location) {
    return File.separatorChar == '\\' ? location.lastIndexOf('\\') : -1;
  }

  private static String uncompressed(String name) {
    int dot = name.lastIndexOf('.');
    boolean compressed =
        dot > 0
            && name.lastIndexOf('.', dot - 1) > 0
            && COMPRESSION_SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return compressed ? name.substring(0, dot) : name;
  }
}
