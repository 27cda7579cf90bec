package io.pyforge.core.samples;

import java.util.Map;

/** JSON and JSON Lines. */
class JsonSamplesTest extends SamplesContract {
  private static final Map<String, Map<String, String>> OPTIONS =
      Map.of(
          "arrays-as-text.jsonl", Map.of("array-handling", "json_string"),
          "damaged.jsonl", Map.of("on-bad-record", "reject"),
          "arrays-joined.jsonl", Map.of("array-handling", "concatenate"),
          "orders-as-tables.json", Map.of("child-tables", "true"),
          "records-path.json", Map.of("records-path", "$.data.items"));

  JsonSamplesTest() {
    super("json", 23);
  }

  @Override
  Map<String, String> options(String input) {
    return OPTIONS.getOrDefault(input, Map.of());
  }
}
