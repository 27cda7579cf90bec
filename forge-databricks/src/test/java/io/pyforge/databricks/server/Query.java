package io.pyforge.databricks.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query or of a form, each at most once.
 *
 * @param values decoded
 */
record Query(Map<String, String> values) {
  static Query parse(String raw) throws Refusal {
    Map<String, String> values = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return new Query(values);
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = PercentCode.parameter(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentCode.parameter(pair.substring(equals + 1));
      if (values.put(key, value) != null) {
        throw bad("the query parameter '" + key + "' is there twice");
      }
    }
    return new Query(values);
  }

  /** Refuses every other parameter. */
  Query only(String... keys) throws Refusal {
    Set<String> known = Set.of(keys);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw bad("the query parameter '" + key + "' is not known here");
      }
    }
    return this;
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String required(String key) throws Refusal {
    Optional<String> value = value(key).filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      throw bad("the query parameter '" + key + "' is missing");
    }
    return value.get();
  }

  /** False if it is not there. */
  boolean flag(String key) throws Refusal {
    String value = values.getOrDefault(key, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw bad("the query parameter '" + key + "' is neither true nor false");
    }
    return value.equals("true");
  }

  /** A whole number from 0 on. */
  int number(String key, int otherwise) throws Refusal {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw bad("the query parameter '" + key + "' is no number");
    }
    return Integer.parseInt(value);
  }

  private static Refusal bad(String problem) {
    return Refusal.violation(400, "INVALID_PARAMETER_VALUE", problem);
  }
}
