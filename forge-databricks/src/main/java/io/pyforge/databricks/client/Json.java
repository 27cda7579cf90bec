package io.pyforge.databricks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON documents of the service; in a class of its own, because many runs never need one. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads a document; an empty one is an empty object. */
  static JsonNode read(String text) throws IOException {
    return text.isBlank() ? object() : MAPPER.readTree(text);
  }
}
