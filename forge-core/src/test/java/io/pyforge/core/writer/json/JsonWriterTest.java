package io.pyforge.core.writer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.TestTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
  private static final Schema MIXED =
      Schema.of(
          Field.of("id", new ColumnType.Int64()),
          Field.of("say \"hi\"\\", new ColumnType.Text()),
          Field.of("price", new ColumnType.Decimal(38, 2)));

  @Test
  void anArrayWithAnObjectALine() throws IOException {
    assertThat(WrittenOutput.of(JsonWriter.array(), mixed()).text())
        .isEqualTo(
            """
            [
            {"id":9007199254740993,"say \\"hi\\"\\\\":"a","price":123456789012345678901234567890.50},
            {"id":null,"say \\"hi\\"\\\\":"","price":null},
            {"id":-1,"say \\"hi\\"\\\\":null,"price":-0.05}
            ]
            """);
  }

  @Test
  void linesAreTheObjectsAlone() throws IOException {
    assertThat(WrittenOutput.of(JsonWriter.lines(), mixed(), "json-nulls", "omit").text())
        .isEqualTo(
            """
            {"id":9007199254740993,"say \\"hi\\"\\\\":"a","price":123456789012345678901234567890.50}
            {"say \\"hi\\"\\\\":""}
            {"id":-1,"price":-0.05}
            """);
  }

  @Test
  void noRowsAreAnEmptyArrayAndNoLines() throws IOException {
    List<RecordBatch> nothing = List.of(TestTables.empty(MIXED));
    assertThat(WrittenOutput.of(JsonWriter.array(), nothing).text()).isEqualTo("[]\n");
    assertThat(WrittenOutput.of(JsonWriter.lines(), nothing).text()).isEmpty();
  }

  @Test
  void everyCharacterComesBack() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      if (c < 0xD800 || c > 0xDFFF) {
        text.appendCodePoint(c);
      }
    }
    text.append("\uFFFE\uFFFF\uFEFF😀\u2028");
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(batch, "t", Schema.of(Field.of("c", new ColumnType.Text())));
    builder.setText(0, text.toString());
    builder.endRow();
    for (int from = 0; from < 300; from++) {
      builder.setText(0, text.substring(from, from + from % 20));
      builder.endRow();
    }
    byte[] bytes = WrittenOutput.of(JsonWriter.array(), List.of(batch)).bytes();
    List<String> read = new java.util.ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          read.add(parser.getText());
        }
      }
    }
    assertThat(read).hasSize(301);
    assertThat(read.get(0)).isEqualTo(text.toString());
    for (int from = 0; from < 300; from++) {
      assertThat(read.get(from + 1)).isEqualTo(text.substring(from, from + from % 20));
    }
  }

  @Test
  void numbersThatJsonDoesNotHaveAreCounted() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "t",
            Schema.of(
                Field.of("a", new ColumnType.Float64()), Field.of("b", new ColumnType.Float32())));
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5};
    for (double value : values) {
      builder.setDouble(0, value);
      builder.setDouble(1, value > 1 ? 0.1f : value);
      builder.endRow();
    }
    WrittenOutput asNull = WrittenOutput.of(JsonWriter.lines(), List.of(batch));
    assertThat(asNull.text())
        .isEqualTo(
            """
            {"a":null,"b":null}
            {"a":null,"b":0.1}
            {"a":null,"b":null}
            {"a":1.5,"b":0.1}
            """);
    assertThat(asNull.notices())
        .containsExactly(
            new Notice(
                "numbers-made-null",
                "table t: NaN and infinite numbers, which JSON does not have, are null: 3 in column"
                    + " a, 2 in column b"));
    WrittenOutput asText = WrittenOutput.of(JsonWriter.lines(), List.of(batch), "json-nan", "text");
    assertThat(asText.text()).startsWith("{\"a\":\"NaN\",\"b\":\"NaN\"}\n{\"a\":\"Infinity\"");
    assertThat(asText.notices()).isEmpty();
  }

  @Test
  void compressedArrayIsOneJsonText() throws IOException {
    byte[] plain = WrittenOutput.of(JsonWriter.array(), mixed()).bytes();
    byte[] gzip = WrittenOutput.named(JsonWriter.array(), "o.json.gz", mixed()).bytes();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"json-nulls, drop", "json-nan, NaN"})
  void optionValuesThatMakeNoSenseAreUsageFailures(String option, String value) {
    assertThatThrownBy(() -> WrittenOutput.of(JsonWriter.array(), mixed(), option, value))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
  }

  /** Three rows in two blocks, with an empty one between. */
  private static List<RecordBatch> mixed() {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, "t", MIXED);
    builder.setLong(0, 9_007_199_254_740_993L);
    builder.setText(1, "a");
    builder.setDecimal(2, new BigDecimal("123456789012345678901234567890.50"));
    builder.endRow();
    builder.setText(1, "");
    builder.endRow();
    builder.setLong(0, -1);
    builder.setDecimal(2, new BigDecimal("-0.05"));
    builder.endRow();
    return List.of(
        TestTables.slice(batch, 0, 2),
        TestTables.slice(batch, 2, 2),
        TestTables.slice(batch, 2, 3));
  }
}
