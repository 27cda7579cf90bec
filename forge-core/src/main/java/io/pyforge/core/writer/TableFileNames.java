package io.pyforge.core.writer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * File names for tables that every operating system and object store takes: {@code Order Details}
 * becomes {@code Order Details.parquet}, {@code a/b} becomes {@code a_b.parquet}. Names stay unique
 * without regard to case, in the order of asking.
 */
public final class TableFileNames {
  /** What Windows forbids in names, which includes what others forbid; and control characters. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]");

  /** Names of devices on Windows, whatever suffix follows. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

  /** File systems allow 255 bytes; this leaves room for suffixes and for letters of three bytes. */
  private static final int MAX_CHARACTERS = 80;

  private final String suffix;
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Names that end in the suffix, which has no dot at its start. */
  public TableFileNames(String suffix) {
    this.suffix = suffix;
  }

  /** The name of a table's file; the same one each time. */
  public String of(String table) {
    return names.computeIfAbsent(table, this::choose);
  }

  private String choose(String table) {
    String stem = stem(table);
    String candidate = stem;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = stem + "_" + i;
    }
    return candidate + "." + suffix;
  }

  private static String stem(String table) {
    String stem = FORBIDDEN.matcher(table).replaceAll("_").strip();
    if (stem.codePointCount(0, stem.length()) > MAX_CHARACTERS) {
      stem = stem.substring(0, stem.offsetByCodePoints(0, MAX_CHARACTERS));
    }
    if (stem.isEmpty()) {
      return "table";
    }
    // A leading dot or underscore hides a file from Spark and from shells.
    boolean hidden = stem.startsWith(".") || stem.startsWith("_");
    return hidden || DEVICE.matcher(stem).matches() ? "table_" + stem : stem;
  }
}
