package io.pyforge.core.reader.parquet;

import java.util.ArrayList;
import java.util.List;

/**
 * A place of a file's schema as users see it: a value, a structure, a list or a map. The groups by
 * which lists and maps are spelled are gone; what is left of them are the levels that tell null,
 * empty and filled apart.
 *
 * @param number of the place, from 0 on
 * @param step to it from the place around it; empty for the elements of lists
 * @param presentLevel the definition level from which it is not null
 * @param elementLevel of a list or map: the definition level from which it has an element
 * @param elementRepetition of a list or map: the repetition level of every element but the first
 * @param firstLeaf the first column that it takes
 * @param endLeaf the first column behind it
 * @param parts of a structure its members, of a list the element, of a map the key and usually the
 *     value
 */
record SchemaPlace(
    int number,
    Kind kind,
    String step,
    int presentLevel,
    int elementLevel,
    int elementRepetition,
    int firstLeaf,
    int endLeaf,
    List<SchemaPlace> parts) {

  /** What a place is. */
  enum Kind {
    VALUE,
    STRUCT,
    LIST,
    MAP;

    /** Whether it has elements. */
    boolean isArray() {
      return this == LIST || this == MAP;
    }
  }

  /** Whether it, or any place in it, has elements. */
  boolean anyArray() {
    return kind.isArray() || parts.stream().anyMatch(SchemaPlace::anyArray);
  }

  /** The places that are one value each, in the order of the file's columns. */
  List<SchemaPlace> leaves() {
    List<SchemaPlace> leaves = new ArrayList<>();
    addLeaves(leaves);
    return leaves;
  }

  private void addLeaves(List<SchemaPlace> leaves) {
    if (kind == Kind.VALUE) {
      leaves.add(this);
    }
    parts.forEach(part -> part.addLeaves(leaves));
  }
}
