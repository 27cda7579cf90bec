package io.pyforge.core.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of a {@link Journal}: {@code {"pyforge_batch":1,"state":"done","input":"/in/a.csv",
 * "place":"/out/a.parquet","output":"/out/a.parquet","fingerprint":"9f...","files":{"":812}}}.
 *
 * @param input the input's location
 * @param place where its output goes if it is one file; with the input, what the line is about
 * @param output where the output is; empty before it is known
 * @param fingerprint of the input and of what shapes the output; empty when it has none
 * @param files the sizes of the output's files in bytes by name; the empty name is the output
 *     itself
 */
record JournalLine(
    State state,
    String input,
    String place,
    String output,
    String fingerprint,
    Map<String, Long> files) {

  enum State {
    /** From now on an output in that place is ours: it was not there, or may be replaced. */
    STARTED,
    /** Everything was written. */
    DONE,
    /** Some tables were written, others failed. */
    INCOMPLETE,
    /** What was started wrote nothing. */
    WITHDRAWN
  }

  /** How every line starts; another number would be another layout. */
  static final String START = "{\"pyforge_batch\":1,";

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Takes a copy. */
  JournalLine {
    files = Map.copyOf(files);
  }

  /** A line that knows of no output. */
  static JournalLine of(State state, String input, String place) {
    return new JournalLine(state, input, place, "", "", Map.of());
  }

  /** The line without an end of line. */
  String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("pyforge_batch", 1);
      json.writeStringField("state", state.name().toLowerCase(java.util.Locale.ROOT));
      json.writeStringField("input", input);
      json.writeStringField("place", place);
      if (!output.isEmpty()) {
        json.writeStringField("output", output);
        json.writeStringField("fingerprint", fingerprint);
        json.writeObjectFieldStart("files");
        for (Map.Entry<String, Long> file : new TreeMap<>(files).entrySet()) {
          json.writeNumberField(file.getKey(), file.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  /** Reads a line; empty when it is cut off or no such line. */
  static Optional<JournalLine> parse(String text) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Long> files = new TreeMap<>();
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT) {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String file = json.currentName();
            json.nextToken();
            files.put(file, json.getLongValue());
          }
        } else {
          texts.put(name, json.getText());
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        return Optional.empty();
      }
      State state = State.valueOf(field(texts, "state").toUpperCase(java.util.Locale.ROOT));
      return Optional.of(
          new JournalLine(
              state,
              field(texts, "input"),
              field(texts, "place"),
              texts.getOrDefault("output", ""),
              texts.getOrDefault("fingerprint", ""),
              files));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the process that wrote it died while it did
    }
  }

  private static String field(Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no field " + name);
    }
    return text;
  }
}
