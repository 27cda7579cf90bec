package io.pyforge.core.nested;

import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.List;

/**
 * The options that all nested formats take.
 *
 * @param allText whether all columns are text
 * @param strictTypes whether the whole input is looked at before the first row is read
 */
public record NestedOptions(
    ArrayHandling arrays, boolean allText, List<FixedType> fixedTypes, boolean strictTypes) {

  static final OptionSpec ARRAY_HANDLING =
      OptionSpec.choice(
          "array-handling",
          "expand",
          List.of("expand", "concatenate", "json_string"),
          "Arrays and repeated elements: a row for each element (expand), all values joined by '; '"
              + " (concatenate), or one text of JSON (json_string).");

  static final OptionSpec CHILD_TABLES =
      OptionSpec.flag(
          "child-tables",
          "Write each array or repeated element as a table of its own, whose rows name the row they"
              + " belong to; --array-handling then means nothing.");

  /** Those about arrays, for formats that know their types. */
  public static final List<OptionSpec> ARRAYS = List.of(ARRAY_HANDLING, CHILD_TABLES);

  /** Structures within structures, for formats that walk them level by level. */
  public static final OptionSpec MAX_DEPTH =
      OptionSpec.integer("max-depth", "1000", "Most levels of structures within structures.");

  /** A walk takes some hundred bytes of stack a level. */
  private static final int DEEPEST = 4000;

  /** All that every format takes. */
  public static final List<OptionSpec> SPECS =
      List.of(
          ARRAY_HANDLING,
          CHILD_TABLES,
          CommonOptions.TYPES,
          CommonOptions.SCHEMA,
          CommonOptions.STRICT_TYPES);

  /** Takes a copy. */
  public NestedOptions {
    fixedTypes = List.copyOf(fixedTypes);
  }

  /** The options that were set, and the defaults of the others. */
  public static NestedOptions of(OptionValues values) {
    return new NestedOptions(
        arrays(values),
        values.choice(CommonOptions.TYPES).equals("string"),
        values.text(CommonOptions.SCHEMA).map(FixedTypes::parse).orElse(List.of()),
        values.flag(CommonOptions.STRICT_TYPES));
  }

  /** The limit of {@link #MAX_DEPTH}. */
  public static int maxDepth(OptionValues values) {
    long depth = values.integer(MAX_DEPTH, 1);
    if (depth > DEEPEST) {
      throw OptionValues.bad(MAX_DEPTH, Long.toString(depth), "use " + DEEPEST + " or less");
    }
    return (int) depth;
  }

  /** What {@link #ARRAYS} say. */
  public static ArrayHandling arrays(OptionValues values) {
    String choice = values.choice(ARRAY_HANDLING);
    if (values.flag(CHILD_TABLES)) {
      if (values.isSet(ARRAY_HANDLING)) {
        throw OptionValues.bad(
            ARRAY_HANDLING, choice, "leave it out, or leave out --" + CHILD_TABLES.name());
      }
      return ArrayHandling.CHILD_TABLES;
    }
    return switch (choice) {
      case "concatenate" -> ArrayHandling.CONCATENATE;
      case "json_string" -> ArrayHandling.JSON_STRING;
      default -> ArrayHandling.EXPAND;
    };
  }
}
