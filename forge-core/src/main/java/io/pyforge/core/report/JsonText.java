package io.pyforge.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON document as text: written with Jackson's generator, read into maps and lists. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes one value. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes one value per item. */
  interface ItemBody<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /** The document that {@code body} writes, on one line. */
  static String of(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  static <T> void array(JsonGenerator json, String name, List<T> items, ItemBody<T> body)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T item : items) {
      body.write(json, item);
    }
    json.writeEndArray();
  }

  static void texts(JsonGenerator json, String name, List<String> items) throws IOException {
    array(json, name, items, JsonGenerator::writeString);
  }

  static void map(JsonGenerator json, String name, Map<String, String> entries) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** Seconds with as many decimals as the duration has, so that reading gives the same duration. */
  static void seconds(JsonGenerator json, String name, Duration duration) throws IOException {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    json.writeFieldName(name);
    json.writeNumber(seconds.toPlainString());
  }

  static void optional(JsonGenerator json, String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    } else {
      json.writeNullField(name);
    }
  }

  /**
   * Reads a document that holds one object.
   *
   * @throws IllegalArgumentException if the text is not JSON, or not an object; the message tells
   *     where
   */
  static Node parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("text follows the JSON document");
      }
      return new Node("document", value);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON document: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("the JSON document is empty");
    }
    switch (token) {
      case START_OBJECT:
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        return object;
      case START_ARRAY:
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        return array;
      case VALUE_STRING:
        return parser.getText();
      case VALUE_TRUE:
      case VALUE_FALSE:
        return token == JsonToken.VALUE_TRUE;
      case VALUE_NULL:
        return null;
      default:
        return new BigDecimal(parser.getText());
    }
  }

  /**
   * A value of a document with the place it was found at; every accessor throws
   * IllegalArgumentException when the value is of another kind.
   */
  record Node(String place, @Nullable Object value) {
    Node field(String name) {
      return new Node(place + "." + name, entries().get(name));
    }

    boolean absent() {
      return value == null;
    }

    String text() {
      if (value instanceof String text) {
        return text;
      }
      throw wrong("a text");
    }

    Optional<String> optionalText() {
      return absent() ? Optional.empty() : Optional.of(text());
    }

    boolean flag() {
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw wrong("true or false");
    }

    long integer() {
      if (value instanceof BigDecimal number) {
        return number.longValueExact();
      }
      throw wrong("a whole number");
    }

    Duration seconds() {
      if (value instanceof BigDecimal number) {
        return Duration.ofNanos(number.movePointRight(9).longValue());
      }
      throw wrong("a number of seconds");
    }

    List<Node> items() {
      if (!(value instanceof List<?> list)) {
        throw wrong("an array");
      }
      List<Node> items = new ArrayList<>();
      for (Object item : list) {
        items.add(new Node(place + "[" + items.size() + "]", item));
      }
      return items;
    }

    Map<String, String> texts() {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String name : entries().keySet()) {
        texts.put(name, field(name).text());
      }
      return texts;
    }

    @SuppressWarnings("unchecked") // value() puts only texts as keys
    private Map<String, @Nullable Object> entries() {
      if (value instanceof Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
      }
      throw wrong("an object");
    }

    private IllegalArgumentException wrong(String wanted) {
      return new IllegalArgumentException(place + " should be " + wanted + ", but is " + value);
    }
  }
}
