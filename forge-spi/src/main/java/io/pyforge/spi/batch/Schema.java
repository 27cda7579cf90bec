package io.pyforge.spi.batch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ordered columns of a table. Names are unique without regard to case, because several engines
 * that read the output cannot tell {@code Id} from {@code id}; {@link #uniqueNames} makes them so.
 *
 * @since 1
 */
public record Schema(List<Field> fields) {
  /**
   * @throws IllegalArgumentException if two names differ only in case, or not at all
   */
  public Schema {
    fields = List.copyOf(fields);
    Set<String> seen = new HashSet<>();
    for (Field field : fields) {
      if (!seen.add(key(field.name()))) {
        throw new IllegalArgumentException("column name appears twice: " + field.name());
      }
    }
  }

  /** A schema of the given columns. */
  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  /** Number of columns. */
  public int width() {
    return fields.size();
  }

  /** The column at {@code index}, from 0. */
  public Field field(int index) {
    return fields.get(index);
  }

  /** The index of a column by name without regard to case, or -1; looks at one after another. */
  public int indexOf(String name) {
    String key = key(name);
    return IntStream.range(0, fields.size())
        .filter(i -> key(fields.get(i).name()).equals(key))
        .findFirst()
        .orElse(-1);
  }

  /**
   * Turns any names into column names: surrounding blanks cut, a blank name becomes {@code
   * column_<position from 1>}, a repeated one (without regard to case) gets the first free suffix
   * {@code _2}, {@code _3} and so on. A name that stands in the source is never taken by a suffixed
   * one.
   */
  public static List<String> uniqueNames(List<String> names) {
    String[] result = new String[names.size()];
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < result.length; i++) {
      String name = names.get(i).strip();
      if (!name.isEmpty() && taken.add(key(name))) {
        result[i] = name;
      }
    }
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < result.length; i++) {
      if (result[i] != null) {
        continue;
      }
      String name = names.get(i).strip();
      String base = name.isEmpty() ? "column_" + (i + 1) : name;
      String candidate = base;
      if (!taken.add(key(candidate))) {
        int suffix = next.getOrDefault(key(base), 2);
        while (!taken.add(key(base + "_" + suffix))) {
          suffix++;
        }
        candidate = base + "_" + suffix;
        next.put(key(base), suffix + 1);
      }
      result[i] = candidate;
    }
    return List.of(result);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
