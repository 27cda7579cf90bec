package io.pyforge.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Random records as JSON text, in random spacing, order of keys, escapes and forms, and what child
 * tables must hold. Each key has one place in the records, so that it names a column or a table.
 */
final class RandomJson {
  private static final String[] TEXTS = {
    "a", "x y", "say \"hi\"", "two\nlines", "\u0001\t\\/", "😀 ü €", "", " ", "12", "true", "null"
  };
  private static final String[] INTEGERS = {
    "0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808", "42"
  };
  private static final String[] DECIMALS = {"0.5", "-12.25", "9007199254740993", "0.000001"};
  private static final String[] DOUBLES = {"-0.0", "1e5", "2.5E-7", "0.1", "-1e300", "7"};
  private static final String[] BOOLEANS = {"true", "false"};
  private static final String[] DATES = {"2024-02-29", "0001-01-01", "9999-12-31"};
  private static final String[] BEYOND = {"18446744073709551616", "-99999999999999999999", "1"};

  private static final int DEEPEST = 2;

  /** What a key stands for. */
  enum Kind {
    TEXT(TEXTS, true),
    INTEGER(INTEGERS, false),
    DECIMAL(DECIMALS, false),
    DOUBLE(DOUBLES, false),
    BOOLEAN(BOOLEANS, false),
    DATE(DATES, true),
    BEYOND_INT64(BEYOND, false),
    MIXED(TEXTS, true),
    OBJECT(new String[0], false),
    SCALARS(new String[0], false),
    OBJECTS(new String[0], false),
    ARRAYS(new String[0], false);

    private final String[] values;
    private final boolean quoted;

    Kind(String[] values, boolean quoted) {
      this.values = values;
      this.quoted = quoted;
    }

    boolean isScalar() {
      return values.length > 0;
    }
  }

  /**
   * @param members of an object or of objects; of scalars and arrays the one kind of their elements
   */
  private record Place(String key, Kind kind, List<Place> members) {}

  /** The rows of a table: the parent's number and the position in it. */
  record Row(long parent, long position) {}

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();
  private final Set<String> traits = new TreeSet<>();
  private final int records;
  private final boolean lines;
  private int keys;

  RandomJson(long seed) {
    random = new Random(seed);
    records = 1 + random.nextInt(8);
    int form = random.nextInt(3);
    lines = form == 0;
    traits.add(form == 0 ? "lines" : form == 1 ? "array" : "several values");
    Place record = new Place("", Kind.OBJECT, members(0));
    text.append(form == 1 ? space() + "[" : "");
    for (int i = 0; i < records; i++) {
      text.append(form == 1 && i > 0 ? "," : "");
      object(record, i + 1);
      text.append(lines ? "\n" : form == 1 ? space() : random.nextBoolean() ? " " : "");
    }
    text.append(form == 1 ? "]" + space() : "");
  }

  String text() {
    return text.toString();
  }

  boolean lines() {
    return lines;
  }

  int records() {
    return records;
  }

  /** The values of each key, in the order of the text; nulls left out. */
  Map<String, List<String>> values() {
    return values;
  }

  Kind kind(String key) {
    return kinds.get(key);
  }

  /** The rows of the table of each key that is an array; of arrays within arrays {@code key_2}. */
  Map<String, List<Row>> rows() {
    return rows;
  }

  /** What the text has. */
  Set<String> traits() {
    return traits;
  }

  private List<Place> members(int depth) {
    List<Place> members = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      members.add(place("k" + keys++, depth));
    }
    return members;
  }

  private Place place(String key, int depth) {
    Kind kind =
        depth == DEEPEST || random.nextInt(2) == 0
            ? scalarKind()
            : Kind.values()[Kind.OBJECT.ordinal() + random.nextInt(4)];
    return switch (kind) {
      case OBJECT, OBJECTS -> new Place(key, kind, members(depth + 1));
      case SCALARS, ARRAYS ->
          new Place(key, kind, List.of(new Place(key, scalarKind(), List.of())));
      default -> new Place(key, kind, List.of());
    };
  }

  private Kind scalarKind() {
    return Kind.values()[random.nextInt(Kind.OBJECT.ordinal())];
  }

  /** Writes an object whose values belong to a row of a table, counted from 1. */
  private void object(Place place, long row) {
    text.append('{').append(space());
    List<Place> members = new ArrayList<>(place.members());
    Collections.shuffle(members, random);
    members.removeIf(member -> random.nextInt(5) == 0);
    for (int i = 0; i < members.size(); i++) {
      Place member = members.get(i);
      text.append(i == 0 ? "" : "," + space());
      string(member.key());
      text.append(space()).append(':').append(space());
      if (random.nextInt(8) == 0 && member.kind() != Kind.OBJECTS && !isArray(member.kind())) {
        text.append("null");
        traits.add("null");
      } else {
        value(member, row);
      }
      text.append(space());
    }
    text.append('}');
  }

  private static boolean isArray(Kind kind) {
    return kind == Kind.SCALARS || kind == Kind.OBJECTS || kind == Kind.ARRAYS;
  }

  private void value(Place place, long row) {
    switch (place.kind()) {
      case OBJECT -> object(place, row);
      case SCALARS, OBJECTS, ARRAYS -> array(place, place.key(), row);
      default -> scalar(place.key(), place);
    }
  }

  /** Writes an array, whose elements are the rows of a table. */
  private void array(Place place, String table, long parent) {
    List<Row> tableRows = rows.computeIfAbsent(table, key -> new ArrayList<>());
    text.append('[').append(space());
    int count = random.nextInt(4);
    traits.add(count == 0 ? "empty array" : "array of " + place.kind());
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : "," + space());
      tableRows.add(new Row(parent, i + 1));
      long row = tableRows.size();
      switch (place.kind()) {
        case OBJECTS -> object(place, row);
        case ARRAYS -> array(new Place(table, Kind.SCALARS, place.members()), table + "_2", row);
        default -> element(place, table);
      }
      text.append(space());
    }
    text.append(']');
  }

  private void element(Place place, String table) {
    if (random.nextInt(6) == 0) {
      text.append("null");
      traits.add("null element");
    } else {
      scalar(table, place.members().get(0));
    }
  }

  private void scalar(String column, Place place) {
    Kind kind = place.kind();
    kinds.put(column, kind);
    boolean number = kind == Kind.MIXED && random.nextBoolean();
    String[] choices = number ? DECIMALS : kind.values;
    String value = choices[random.nextInt(choices.length)];
    if (kind.quoted && !number) {
      string(value);
    } else {
      text.append(value);
    }
    values.computeIfAbsent(column, key -> new ArrayList<>()).add(value);
    traits.add(kind.name());
    traits.add(value);
  }

  private void string(String content) {
    text.append('"');
    content.codePoints().forEach(this::character);
    text.append('"');
  }

  /** Both halves of a pair are escaped, or neither. */
  private void character(int c) {
    if (c < ' ' || random.nextInt(12) == 0) {
      for (char half : Character.toChars(c)) {
        text.append("\\u%04x".formatted((int) half));
      }
      traits.add("\\u");
    } else if (c == '"' || c == '\\') {
      text.append('\\').appendCodePoint(c);
    } else {
      text.appendCodePoint(c);
    }
  }

  private String space() {
    String spaces = lines ? " \t" : " \t\n\r";
    return random.nextInt(4) == 0 ? "" + spaces.charAt(random.nextInt(spaces.length())) : "";
  }
}
