package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the value of {@code --schema}: {@code name:type,...}, or a file of such parts in lines. */
public final class FixedTypes {
  /**
   * @param column a column's name, compared without regard to case
   */
  public record FixedType(String column, ColumnType type) {}

  private FixedTypes() {}

  /**
   * The types of {@code --schema}.
   *
   * @throws ForgeException USAGE if the text is none
   */
  public static List<FixedType> parse(String value) {
    String text = value;
    if (!value.contains(":") || isFile(value)) {
      try {
        text = Files.readString(Path.of(value));
      } catch (IOException | InvalidPathException e) {
        throw OptionValues.bad(
            CommonOptions.SCHEMA,
            value,
            "use name:type,... such as id:int64,price:decimal(10,2), or a readable file of such lines");
      }
    }
    List<FixedType> types = new ArrayList<>();
    for (String part : split(text)) {
      int colon = part.lastIndexOf(':');
      if (colon < 1) {
        throw OptionValues.bad(CommonOptions.SCHEMA, part, "write each column as name:type");
      }
      types.add(new FixedType(part.substring(0, colon).strip(), type(part.substring(colon + 1))));
    }
    if (types.isEmpty()) {
      throw OptionValues.bad(CommonOptions.SCHEMA, value, "name at least one column as name:type");
    }
    return List.copyOf(types);
  }

  /**
   * The fixed types by the lower-case name of their column.
   *
   * @param columns that the input has
   * @throws ForgeException USAGE if a type is for a column that is not there
   */
  public static Map<String, FixedType> byColumn(
      List<FixedType> types, List<String> columns, String input) {
    Map<String, FixedType> byColumn = new LinkedHashMap<>();
    for (FixedType type : types) {
      if (columns.stream().noneMatch(name -> name.equalsIgnoreCase(type.column()))) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "schema-column-unknown",
            "--schema names a column '" + type.column() + "' that " + input + " does not have",
            "its columns are " + String.join(", ", columns));
      }
      byColumn.put(type.column().toLowerCase(Locale.ROOT), type);
    }
    return byColumn;
  }

  private static boolean isFile(String value) {
    try {
      return Files.isRegularFile(Path.of(value));
    } catch (InvalidPathException e) {
      return false; // then it is the types themselves
    }
  }

  private static ColumnType type(String name) {
    ColumnType type;
    try {
      type = ColumnType.parse(name);
    } catch (IllegalArgumentException e) {
      throw OptionValues.bad(CommonOptions.SCHEMA, name.strip(), String.valueOf(e.getMessage()));
    }
    if (type instanceof ColumnType.Binary) {
      throw OptionValues.bad(CommonOptions.SCHEMA, "binary", "text holds no bytes; use text");
    }
    return type;
  }

  /**
   * Parts between commas and line ends, commas within parentheses apart; {@code #} starts a
   * comment.
   */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      if (line.strip().startsWith("#")) {
        continue;
      }
      int depth = 0;
      int from = 0;
      for (int i = 0; i <= line.length(); i++) {
        char c = i < line.length() ? line.charAt(i) : ',';
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && (depth <= 0 || i == line.length())) {
          String part = line.substring(from, i).strip();
          if (!part.isEmpty()) {
            parts.add(part);
          }
          from = i + 1;
        }
      }
    }
    return parts;
  }
}
