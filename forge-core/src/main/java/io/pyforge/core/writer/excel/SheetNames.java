package io.pyforge.core.writer.excel;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of sheets that Excel takes: 31 characters at most, without {@code [ ] : * ? / \} and
 * control characters, no apostrophe at either end, not {@code History}, which it keeps for itself,
 * and unique without regard to case.
 */
final class SheetNames {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\[\\]:*?/\\\\\\p{Cntrl}\uFFFE\uFFFF]");
  private static final String RESERVED = "history";

  private final Set<String> taken = new HashSet<>();

  /** The name for a table: its own where that can be. */
  String of(String table) {
    String name = FORBIDDEN.matcher(table).replaceAll("_").strip();
    name = cut(name, ExcelLimits.MAX_NAME_CHARACTERS);
    if (name.startsWith("'")) {
      name = "_" + name.substring(1);
    }
    if (name.endsWith("'")) {
      name = name.substring(0, name.length() - 1) + "_";
    }
    if (name.isEmpty()) {
      name = "Sheet";
    } else if (key(name).equals(RESERVED)) {
      name = name + "_";
    }
    String candidate = name;
    for (int i = 2; !taken.add(key(candidate)); i++) {
      candidate = withEnd(name, "_" + i);
    }
    return candidate;
  }

  /** The name for a sheet that goes on where another is full: {@code orders (2)}. */
  String next(String first, int number) {
    int i = number;
    String candidate = withEnd(first, " (" + i + ")");
    while (!taken.add(key(candidate))) {
      candidate = withEnd(first, " (" + ++i + ")");
    }
    return candidate;
  }

  private static String withEnd(String name, String end) {
    return cut(name, ExcelLimits.MAX_NAME_CHARACTERS - end.length()) + end;
  }

  private static String cut(String name, int length) {
    if (name.length() <= length) {
      return name;
    }
    return name.substring(
            0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length)
        .stripTrailing();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
