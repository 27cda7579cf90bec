package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.ArrayHandling;
import io.pyforge.core.nested.NestedOptions;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of XML, understood.
 *
 * @param nested arrays are {@link ArrayHandling#NUMBERED} where the aggressive strategy expands
 * @param charset empty when it is to be detected
 * @param rowTag name of the elements that are rows; empty when they are found by repetition
 * @param rowPath steps from the root to the elements that are rows
 * @param maxDepth elements within elements
 * @param maxNameLength characters of a name
 * @param maxTokenBytes of one tag with its attributes, one text, one comment
 * @param maxEntityExpansion characters that come from entities, at least one for each
 * @param maxColumns of a table
 * @param maxRowBytes of what is held for one row element
 */
record XmlOptions(
    NestedOptions nested,
    Strategy strategy,
    Namespaces namespaces,
    Optional<Charset> charset,
    boolean replaceInvalidText,
    Optional<String> rowTag,
    Optional<RowPath> rowPath,
    int maxDepth,
    int maxNameLength,
    long maxTokenBytes,
    int maxEntityExpansion,
    int maxColumns,
    long maxRowBytes) {

  /** How the elements within a row become columns. */
  enum Strategy {
    /** A column for each path; repeated elements are rows of their own. */
    CONSERVATIVE,
    /** A column for each child of the row element, as JSON where it has children itself. */
    MODERATE,
    /** A column for each path and number, one row for each row element. */
    AGGRESSIVE
  }

  /** What becomes of namespaces in names. */
  enum Namespaces {
    /** Prefixes stay as they are written. */
    PRESERVE,
    /** Prefixes are left out. */
    STRIP,
    /** Prefixes are made from the namespaces' URIs. */
    PREFIX
  }

  static final OptionSpec FLATTEN_STRATEGY =
      OptionSpec.choice(
          "flatten-strategy",
          "conservative",
          List.of("conservative", "moderate", "aggressive"),
          "Elements within a row: columns named by their path (conservative), one column for each"
              + " child, as JSON where it has children (moderate), or columns named by path and"
              + " number, so that no row becomes several (aggressive).");

  static final OptionSpec NAMESPACE_HANDLING =
      OptionSpec.choice(
          "namespace-handling",
          "preserve",
          List.of("preserve", "strip", "prefix"),
          "Namespaces in names: prefixes as written (preserve), none (strip), or made from the"
              + " namespace's URI (prefix).");

  static final OptionSpec ROW_TAG =
      OptionSpec.text(
          "row-tag", null, "Name of the elements that are rows; those that repeat when not given.");

  static final OptionSpec ROW_PATH =
      OptionSpec.text(
          "row-path",
          null,
          "Path of the elements that are rows: /feed/entry, with * for any one step.");

  static final OptionSpec MAX_NAME_LENGTH =
      OptionSpec.integer(
          "max-name-length", "65536", "Most characters of the name of an element or attribute.");

  static final OptionSpec MAX_TOKEN_BYTES =
      OptionSpec.size(
          "max-token-bytes",
          "64MiB",
          "Longest tag with its attributes, longest text, longest comment that is read.");

  static final OptionSpec MAX_ENTITY_EXPANSION =
      OptionSpec.integer(
          "max-entity-expansion",
          "1000000",
          "Most characters that the entities a document declares may add to it, each entity"
              + " counted as one at least.");

  static final OptionSpec MAX_COLUMNS =
      OptionSpec.integer("max-columns", "10000", "Most columns that a table may have.");

  private static final int MOST_COLUMNS = 32 * 1024;

  static final List<OptionSpec> SPECS = specs();

  private static List<OptionSpec> specs() {
    List<OptionSpec> specs = new ArrayList<>();
    specs.add(FLATTEN_STRATEGY);
    specs.add(NAMESPACE_HANDLING);
    specs.add(ROW_TAG);
    specs.add(ROW_PATH);
    specs.addAll(NestedOptions.SPECS);
    specs.addAll(
        List.of(
            NestedOptions.MAX_DEPTH,
            MAX_NAME_LENGTH,
            MAX_TOKEN_BYTES,
            MAX_ENTITY_EXPANSION,
            MAX_COLUMNS,
            CommonOptions.MAX_ROW_BYTES,
            CommonOptions.ENCODING,
            CommonOptions.ON_INVALID_TEXT));
    return List.copyOf(specs);
  }

  static XmlOptions of(OptionValues values) {
    Strategy strategy =
        switch (values.choice(FLATTEN_STRATEGY)) {
          case "moderate" -> Strategy.MODERATE;
          case "aggressive" -> Strategy.AGGRESSIVE;
          default -> Strategy.CONSERVATIVE;
        };
    return new XmlOptions(
        nested(values, strategy),
        strategy,
        switch (values.choice(NAMESPACE_HANDLING)) {
          case "strip" -> Namespaces.STRIP;
          case "prefix" -> Namespaces.PREFIX;
          default -> Namespaces.PRESERVE;
        },
        values.text(CommonOptions.ENCODING).map(TextOptions::charset),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        rowTag(values),
        values.text(ROW_PATH).map(RowPath::parse),
        NestedOptions.maxDepth(values),
        limit(values, MAX_NAME_LENGTH, Integer.MAX_VALUE),
        Math.max(1, values.sizeBytes(MAX_TOKEN_BYTES)),
        limit(values, MAX_ENTITY_EXPANSION, Integer.MAX_VALUE),
        limit(values, MAX_COLUMNS, MOST_COLUMNS),
        TextOptions.maxRowBytes(values));
  }

  private static int limit(OptionValues values, OptionSpec spec, int most) {
    long limit = values.integer(spec, 1);
    if (limit > most) {
      throw OptionValues.bad(spec, Long.toString(limit), "use " + most + " or less");
    }
    return (int) limit;
  }

  private static Optional<String> rowTag(OptionValues values) {
    Optional<String> tag = values.text(ROW_TAG).map(String::strip);
    if (tag.isPresent() && values.isSet(ROW_PATH)) {
      throw OptionValues.bad(ROW_TAG, tag.get(), "leave it out, or leave out --row-path");
    }
    if (tag.isPresent() && (tag.get().isEmpty() || tag.get().indexOf('/') >= 0)) {
      throw OptionValues.bad(ROW_TAG, tag.get(), "use one element's name; --row-path takes paths");
    }
    return tag;
  }

  private static NestedOptions nested(OptionValues values, Strategy strategy) {
    NestedOptions nested = NestedOptions.of(values);
    if (strategy == Strategy.CONSERVATIVE) {
      return nested;
    }
    if (nested.arrays() == ArrayHandling.CHILD_TABLES) {
      throw OptionValues.bad(
          FLATTEN_STRATEGY,
          values.choice(FLATTEN_STRATEGY),
          "leave it out with --child-tables, which flattens nothing");
    }
    if (strategy == Strategy.MODERATE || nested.arrays() != ArrayHandling.EXPAND) {
      return nested;
    }
    return new NestedOptions(
        ArrayHandling.NUMBERED, nested.allText(), nested.fixedTypes(), nested.strictTypes());
  }
}
