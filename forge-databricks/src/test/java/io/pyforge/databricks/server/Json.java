package io.pyforge.databricks.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.server.http.Answer;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.server.http.RequestBody;
import java.io.IOException;
import java.util.Set;

/** JSON of requests and answers. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** What this class has written. */
  static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  static Answer answer(int status, JsonNode body) {
    return Answer.of(status, "application/json", Content.of(text(body)));
  }

  /** An object without other fields than these; an empty body is an empty object. */
  static ObjectNode read(RequestBody body, Set<String> fields) throws IOException, Refusal {
    byte[] bytes = body.readNBytes(MAX_BODY_BYTES);
    if (bytes.length == 0) {
      return object();
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw Refusal.violation(400, "MALFORMED_REQUEST", "the body is no JSON");
    }
    if (!(node instanceof ObjectNode object)) {
      throw Refusal.violation(400, "MALFORMED_REQUEST", "the body is no JSON object");
    }
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw Refusal.violation(
            400, "INVALID_PARAMETER_VALUE", "the field '" + name + "' is not known here");
      }
    }
    return object;
  }

  /** A text that must be there. */
  static String text(ObjectNode object, String field) throws Refusal {
    JsonNode value = object.get(field);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw Refusal.violation(
          400, "INVALID_PARAMETER_VALUE", "the field '" + field + "' is missing");
    }
    return value.textValue();
  }

  /** A whole number that must be there. */
  static int number(ObjectNode object, String field) throws Refusal {
    JsonNode value = object.get(field);
    if (value == null || !value.canConvertToInt() || !value.isIntegralNumber()) {
      throw Refusal.violation(
          400, "INVALID_PARAMETER_VALUE", "the field '" + field + "' is no number or missing");
    }
    return value.intValue();
  }
}
