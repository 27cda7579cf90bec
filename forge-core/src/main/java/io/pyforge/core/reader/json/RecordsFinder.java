package io.pyforge.core.reader.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pyforge.core.text.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the place that {@code --records-path} names. It walks the whole document once, so that what
 * lies outside is checked and counted too.
 */
final class RecordsFinder {
  private static final int SHOWN_ARRAYS = 20;

  /**
   * What lies at the path.
   *
   * @param layout of its content
   * @param valuesOutside scalars of the document that are not in it
   */
  record Found(JsonLayout layout, long valuesOutside) {}

  private final RecordsPath path;
  private final Set<String> arrays = new LinkedHashSet<>();
  private Optional<JsonLayout> layout = Optional.empty();
  private long outside;

  private RecordsFinder(RecordsPath path) {
    this.path = path;
  }

  /**
   * Finds the path in a text.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if nothing is there, INPUT if the text is no
   *     JSON
   */
  static Found find(TextSource text, RecordsPath path, int maxDepth) throws IOException {
    RecordsFinder finder = new RecordsFinder(path);
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    try (InputStream in = text.open(0);
        JsonParser parser = factory.createParser(in)) {
      parser.nextToken();
      finder.walk(parser, path.steps(), "$");
      while (parser.nextToken() != null) {
        // Further values: the path is one of the first.
        finder.count(parser);
      }
    } catch (JsonProcessingException e) {
      throw JsonFailures.syntax(
          text.source().name(),
          "line " + e.getLocation().getLineNr(),
          e.getOriginalMessage(),
          false);
    }
    return new Found(
        finder.layout.orElseThrow(
            () -> JsonFailures.noRecordsAt(text.source().name(), path, finder.arrays)),
        finder.outside);
  }

  /** Walks the value at hand; {@code steps} lead from it to the records. */
  private void walk(JsonParser parser, List<Object> steps, String here) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY && arrays.size() < SHOWN_ARRAYS) {
      arrays.add(here);
    }
    if (steps.isEmpty() && layout.isEmpty()) {
      found(parser, token);
      return;
    }
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        step(parser, steps, key, here + "." + key);
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        step(parser, steps, i, here + "[" + i + "]");
      }
    } else {
      count(parser);
    }
  }

  private void step(JsonParser parser, List<Object> steps, Object step, String here)
      throws IOException {
    if (!steps.isEmpty() && steps.get(0).equals(step) && layout.isEmpty()) {
      walk(parser, steps.subList(1, steps.size()), here);
    } else {
      skip(parser, here);
    }
  }

  /** Counts the values of the value at hand, and remembers the arrays that are not in others. */
  private void skip(JsonParser parser, String here) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT && arrays.size() < SHOWN_ARRAYS) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        skip(parser, here + "." + key);
      }
      return;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY && arrays.size() < SHOWN_ARRAYS) {
      arrays.add(here);
    }
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else {
        count(parser);
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private void found(JsonParser parser, JsonToken token) throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    if (token.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    long end = parser.currentLocation().getByteOffset();
    layout =
        Optional.of(
            token == JsonToken.START_ARRAY
                ? new JsonLayout(JsonLayout.Form.ELEMENTS, start + 1, end - 1)
                : new JsonLayout(JsonLayout.Form.VALUES, start, end));
  }

  private void count(JsonParser parser) {
    if (parser.currentToken() != null && parser.currentToken().isScalarValue()) {
      outside++;
    }
  }
}
