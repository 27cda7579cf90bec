package io.pyforge.core.writer.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TableRows;
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables in random styles, read back by FastCSV and by our own reader. */
class CsvWriterReadbackTest {
  private static final String QUOTED = "\0quoted ";
  private static final String[] DELIMITERS = {",", ";", "tab", "|", ":", "-", "1", "e"};
  private static final String[] NULLS = {"", "NULL", "0", "alpha", "-"};

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fastCsvReadsEveryCellAsItWas(long seed) throws IOException {
    Random random = new Random(seed);
    RecordBatch batch = TestTables.random(random);
    String delimiter = DELIMITERS[random.nextInt(DELIMITERS.length)];
    String quote = random.nextInt(4) == 0 ? "'" : "\"";
    String nullText = NULLS[random.nextInt(NULLS.length)];
    if (nullText.equals(delimiter)) {
      nullText = "";
    }
    boolean quoteAll = random.nextInt(4) == 0;
    WrittenOutput written =
        WrittenOutput.of(
            new CsvWriter(),
            halves(batch, random),
            "output-delimiter",
            delimiter,
            "output-quote",
            quote,
            "output-null",
            nullText,
            "output-quote-all",
            "" + quoteAll,
            "output-bom",
            "" + random.nextBoolean(),
            "output-line-end",
            random.nextBoolean() ? "crlf" : "lf");
    assertThat(written.notices()).isEmpty();

    char mark = delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
    List<List<@Nullable String>> read = fastCsv(written.bytes(), mark, quote.charAt(0), nullText);
    List<String> names = batch.schema().fields().stream().map(Field::name).toList();
    assertThat(read.get(0)).isEqualTo(names);
    assertThat(read.subList(1, read.size())).isEqualTo(TestTables.rows(batch));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ownReaderGivesTheSameTableBackTypesIncluded(long seed) throws IOException {
    Random random = new Random(seed);
    RecordBatch batch = TestTables.random(random);
    WrittenOutput written = WrittenOutput.of(new CsvWriter(), halves(batch, random));
    Schema readable = readable(batch);
    List<String> fixed = new ArrayList<>();
    readable.fields().forEach(field -> fixed.add(field.name() + ":" + field.type().name()));
    OptionValues options =
        OptionValues.of(
            Map.of("schema", String.join(",", fixed), "header", "true", "delimiter", ","));
    MemorySource source = new MemorySource("table.csv", written.bytes());
    try (TabularInput input =
        new io.pyforge.core.reader.csv.CsvReader()
            .open(source, options, new TestReadContext(Path.of(".")))) {
      Map<String, List<List<@Nullable String>>> rows = TableRows.byScan(input);
      Schema read = input.tables().get(0).schema();
      assertThat(read.fields()).extracting(Field::name).isEqualTo(names(batch.schema()));
      assertThat(read.fields()).extracting(Field::type).isEqualTo(types(readable));
      List<List<@Nullable String>> expected = TestTables.rows(batch);
      assertThat(rows.getOrDefault("table", List.of())).isEqualTo(expected);
    }
  }

  /** Types that the reader can be told to read; binary and infinities are Base64 and words. */
  private static Schema readable(RecordBatch batch) {
    List<List<@Nullable String>> rows = TestTables.rows(batch);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < batch.schema().width(); i++) {
      Field field = batch.schema().field(i);
      int column = i;
      boolean words =
          field.type() instanceof ColumnType.Binary
              || field.type().name().startsWith("float")
                  && rows.stream()
                      .map(row -> row.get(column))
                      .anyMatch(cell -> cell != null && cell.matches("NaN|-?Infinity"));
      fields.add(Field.of(field.name(), words ? new ColumnType.Text() : field.type()));
    }
    return new Schema(fields);
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }

  private static List<ColumnType> types(Schema schema) {
    return schema.fields().stream().map(Field::type).toList();
  }

  /** The batch in two, so that nothing depends on there being one. */
  private static List<RecordBatch> halves(RecordBatch batch, Random random) {
    int cut = random.nextInt(batch.rowCount() + 1);
    return List.of(TestTables.slice(batch, 0, cut), TestTables.slice(batch, cut, batch.rowCount()));
  }

  private static List<List<@Nullable String>> fastCsv(
      byte[] bytes, char delimiter, char quote, String nullText) throws IOException {
    // An empty line is a record of one empty text that this is not asked about.
    FieldModifier marks =
        new FieldModifier() {
          @Override
          public String modify(long line, int field, boolean quoted, String text) {
            return quoted ? QUOTED + text : text;
          }
        };
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quote)
            .skipEmptyLines(false)
            .detectBomHeader(true)
            .build(
                CsvRecordHandler.builder().fieldModifier(marks).build(),
                new java.io.ByteArrayInputStream(bytes))) {
      for (CsvRecord record : reader) {
        List<@Nullable String> row = new ArrayList<>();
        for (String text : record.getFields()) {
          row.add(text.equals(nullText) ? null : text.replaceFirst("^" + QUOTED, ""));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
