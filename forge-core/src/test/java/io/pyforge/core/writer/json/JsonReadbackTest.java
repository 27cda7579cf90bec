package io.pyforge.core.writer.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.testkit.TestTables;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables read back by Jackson: each cell by its token and its text. */
class JsonReadbackTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.defaults())
          .build();

  /** A value of JSON as the parser saw it. */
  private record Value(JsonToken token, String text) {}

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void arrayHoldsEveryCellTypesIncluded(long seed) throws IOException {
    assertReadBack(JsonWriter.array(), seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void linesHoldEveryCellTypesIncluded(long seed) throws IOException {
    assertReadBack(JsonWriter.lines(), seed);
  }

  private static void assertReadBack(FormatWriter writer, long seed) throws IOException {
    Random random = new Random(seed);
    RecordBatch batch = TestTables.random(random);
    int cut = random.nextInt(batch.rowCount() + 1);
    boolean omit = random.nextBoolean();
    boolean words = random.nextBoolean();
    WrittenOutput written =
        WrittenOutput.of(
            writer,
            List.of(
                TestTables.slice(batch, 0, cut), TestTables.slice(batch, cut, batch.rowCount())),
            "json-nulls",
            omit ? "omit" : "keep",
            "json-nan",
            words ? "text" : "null");
    List<Map<String, Value>> objects = objects(written.bytes());
    List<List<@Nullable String>> rows = TestTables.rows(batch);
    assertThat(objects).hasSameSizeAs(rows);
    if (writer.format().equals("jsonl")) {
      assertThat(written.text().lines().count()).isEqualTo(rows.size());
    }
    long noNumbers = 0;
    for (int row = 0; row < rows.size(); row++) {
      Map<String, Value> object = objects.get(row);
      int cells = 0;
      for (int column = 0; column < batch.schema().width(); column++) {
        Field field = batch.schema().field(column);
        String expected = rows.get(row).get(column);
        Value value = object.get(field.name());
        boolean noNumber = expected != null && isWord(field.type(), expected);
        noNumbers += noNumber ? 1 : 0;
        if (expected == null && omit) {
          assertThat(value).isNull();
        } else if (expected == null || noNumber && !words) {
          assertThat(value).isEqualTo(new Value(JsonToken.VALUE_NULL, "null"));
          cells++;
        } else {
          assertThat(value).isEqualTo(expected(field.type(), expected));
          cells++;
        }
      }
      assertThat(object).hasSize(cells);
    }
    assertThat(written.notices()).hasSize(noNumbers > 0 && !words ? 1 : 0);
    if (noNumbers > 0 && !words) {
      assertThat(written.notices().get(0).code()).isEqualTo("numbers-made-null");
    }
  }

  private static boolean isWord(ColumnType type, String text) {
    return type.name().startsWith("float") && text.matches("NaN|-?Infinity");
  }

  private static Value expected(ColumnType type, String text) {
    JsonToken token =
        switch (type.name().replaceFirst("\\(.*", "")) {
          case "bool" -> text.equals("true") ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
          case "int32", "int64" -> JsonToken.VALUE_NUMBER_INT;
          case "decimal" ->
              new BigDecimal(text).scale() == 0
                  ? JsonToken.VALUE_NUMBER_INT
                  : JsonToken.VALUE_NUMBER_FLOAT;
          case "float32", "float64" ->
              isWord(type, text) ? JsonToken.VALUE_STRING : JsonToken.VALUE_NUMBER_FLOAT;
          default -> JsonToken.VALUE_STRING;
        };
    return new Value(token, text);
  }

  /** The objects of an array, or one after the other. */
  private static List<Map<String, Value>> objects(byte[] bytes) throws IOException {
    List<Map<String, Value>> objects = new ArrayList<>();
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      Map<String, Value> object = new TreeMap<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> object = new TreeMap<>();
          case END_OBJECT -> objects.add(object);
          case FIELD_NAME, START_ARRAY, END_ARRAY -> {}
          default -> object.put(parser.currentName(), new Value(token, parser.getText()));
        }
      }
    }
    return objects;
  }
}
