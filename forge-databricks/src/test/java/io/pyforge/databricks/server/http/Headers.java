package io.pyforge.databricks.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in their order; names compare without regard to case.
 *
 * @param fields name and value as they came
 */
public record Headers(List<Field> fields) {
  /** One line of a head. */
  public record Field(String name, String value) {}

  /** Takes a copy. */
  public Headers {
    fields = List.copyOf(fields);
  }

  /** No fields. */
  public static Headers none() {
    return new Headers(List.of());
  }

  /** The first value of a field. */
  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** Every value of a field, in their order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether a field is there. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** These fields with one replaced or added. */
  public Headers with(String name, String value) {
    List<Field> changed = new ArrayList<>(without(name).fields());
    changed.add(new Field(name, value));
    return new Headers(changed);
  }

  /** These fields without one. */
  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }
}
