package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leaves a file of every type for each codec in {@code target/spark-read}, each beside its expected
 * columns and rows as JSON, for a check with Spark that runs elsewhere.
 */
class SparkReadFilesTest {
  private static final Path FOLDER = Path.of("target", "spark-read");

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "none"})
  void filesForSparkHoldWhatIsExpectedOfThem(String codec) throws IOException {
    Files.createDirectories(FOLDER);
    RecordBatch batch = TestTables.everyType();
    byte[] bytes =
        WrittenFile.bytes(Map.of("compression", codec), batch.schema(), List.of(batch, batch));
    Path file = Files.write(FOLDER.resolve("every-type-" + codec + ".parquet"), bytes);
    List<List<String>> rows = ParquetReadback.viaDuckDb(file);
    Files.writeString(FOLDER.resolve("every-type-" + codec + ".expected.json"), json(batch, rows));

    assertThat(rows.subList(0, batch.rowCount())).isEqualTo(TestTables.rows(batch));
    assertThat(rows.subList(batch.rowCount(), rows.size())).isEqualTo(TestTables.rows(batch));
  }

  private static String json(RecordBatch batch, List<List<String>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("columns");
      for (Field field : batch.schema().fields()) {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("type", field.type().name());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (List<String> row : rows) {
        json.writeStartArray();
        for (String value : row) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }
}
