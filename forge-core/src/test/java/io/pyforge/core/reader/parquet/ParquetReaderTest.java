package io.pyforge.core.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TableRows;
import io.pyforge.spi.testkit.TestReadContext;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetReaderTest {
  @TempDir Path folder;

  @Test
  void ownFilesReadBackWithTheirTypes() throws IOException {
    RecordBatch batch = TestTables.everyType();
    try (TabularInput input = open("types.parquet", ParquetReaderContractTest.written(batch))) {
      assertThat(input.tables().get(0).name()).isEqualTo("types");
      assertThat(input.tables().get(0).schema()).isEqualTo(batch.schema());
      assertThat(input.tables().get(0).rowCount()).hasValue(2L * batch.rowCount());
      List<List<String>> expected = new ArrayList<>(TestTables.rows(batch));
      expected.addAll(TestTables.rows(batch));
      assertThat(rows(input)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomTablesReadBack(long seed) throws IOException {
    RecordBatch batch = TestTables.random(new Random(seed));
    try (TabularInput input = open("t.parquet", ParquetReaderContractTest.written(batch))) {
      assertThat(input.tables().get(0).schema()).isEqualTo(batch.schema());
      assertThat(rows(input).subList(0, batch.rowCount())).isEqualTo(TestTables.rows(batch));
    }
  }

  @Test
  void propertiesTellWriterGroupsAndCodecs() throws IOException {
    byte[] file = ParquetReaderContractTest.written(TestTables.everyType());
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.properties())
          .containsExactly(
              Map.entry("created_by", "pyforge version 9.8.7"),
              Map.entry("row_groups", "2"),
              Map.entry("codecs", "snappy"),
              Map.entry("pyforge_version", "9.8.7"));
    }
  }

  @Test
  void largeRowGroupsLeaveInSeveralBatches() throws Exception {
    Schema schema = Schema.of(Field.of("n", new ColumnType.Int64()));
    RecordBatch rows = TestTables.random(new Random(1), schema, ParquetScan.MAX_BATCH_ROWS + 10);
    try (TabularInput input = open("t.parquet", ParquetReaderContractTest.written(rows));
        TableScan scan = input.scan(Set.of("t"))) {
      RecordBatch batch = new RecordBatch();
      List<Integer> counts = new ArrayList<>();
      while (scan.read(batch, new ScanLog())) {
        counts.add(batch.rowCount());
      }
      assertThat(counts)
          .containsExactly(ParquetScan.MAX_BATCH_ROWS, 10, ParquetScan.MAX_BATCH_ROWS, 10);
    }
  }

  @Test
  void tableWithoutRowsIsGivenOnceAsAnEmptyBatch() throws Exception {
    byte[] file = ForeignFile.write(folder, "message m { optional int32 a; }", List.of());
    try (TabularInput input = open("t.parquet", file);
        TableScan scan = input.scan(Set.of("t"))) {
      RecordBatch batch = new RecordBatch();
      assertThat(scan.read(batch, new ScanLog())).isTrue();
      assertThat(batch.rowCount()).isZero();
      assertThat(batch.schema()).isEqualTo(Schema.of(Field.of("a", new ColumnType.Int32())));
      assertThat(scan.read(batch, new ScanLog())).isFalse();
    }
  }

  @Test
  void magicAndSuffixDecideTheMatch() {
    byte[] magic = "PAR1....".getBytes(StandardCharsets.US_ASCII);
    FormatReader reader = new ParquetReader();
    assertThat(reader.match(new SourceHead("a.parquet", magic, true))).isEqualTo(100);
    assertThat(reader.match(new SourceHead("a.dat", magic, true))).isEqualTo(80);
    assertThat(reader.match(new SourceHead("a.parquet", new byte[9], true))).isEqualTo(50);
    assertThat(reader.match(new SourceHead("a.dat", new byte[9], true))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required int32 a (INTEGER(8,true))          | int32          | -5         | -5",
        "required int32 a (INTEGER(8,false))         | int32          | 200        | 200",
        "required int32 a (UINT_16)                  | int32          | 65535      | 65535",
        "required int32 a (UINT_32)                  | int64          | -1         | 4294967295",
        "required int32 a (DATE)                     | date           | -1         | 1969-12-31",
        "required int32 a (TIME_MILLIS)              | time           | 1500       | 00:00:01.5",
        "required int32 a (DECIMAL(5,2))             | decimal(5,2)   | -99999     | -999.99",
        "required int64 a (UINT_64)                  | decimal(20,0)  | -1         | 18446744073709551615",
        "required int64 a (INT_64)                   | int64          | -1         | -1",
        "required int64 a (DECIMAL(18,0))            | decimal(18,0)  | 7          | 7",
        "required int64 a (TIME(MICROS,true))        | time           | 1          | 00:00:00.000001",
        "required int64 a (TIME(NANOS,true))         | time           | 2000       | 00:00:00.000002",
        "required int64 a (TIMESTAMP_MILLIS)         | timestamp_utc  | -1         | 1969-12-31T23:59:59.999Z",
        "required int64 a (TIMESTAMP(MILLIS,false))  | timestamp      | 1          | 1970-01-01T00:00:00.001",
        "required int64 a (TIMESTAMP_MICROS)         | timestamp_utc  | 1          | 1970-01-01T00:00:00.000001Z",
        "required int64 a (TIMESTAMP(NANOS,false))   | timestamp      | -1000      | 1969-12-31T23:59:59.999999",
      })
  void integersAreMappedByTheirAnnotation(String field, String type, long value, String text)
      throws IOException {
    boolean narrow = field.contains("int32");
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { " + field + "; }",
            List.of(
                group -> {
                  if (narrow) {
                    group.add("a", (int) value);
                  } else {
                    group.add("a", value);
                  }
                }));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).schema())
          .isEqualTo(Schema.of(new Field("a", ColumnType.parse(type), false)));
      assertThat(rows(input)).containsExactly(List.of(text));
    }
  }

  @Test
  void bytesAreMappedByTheirAnnotation() throws IOException {
    String schema =
        """
        message m {
          optional binary string (STRING);
          optional binary enumeration (ENUM);
          optional binary json (JSON);
          optional binary bson (BSON);
          optional binary plain;
          optional fixed_len_byte_array(3) fixed;
          optional fixed_len_byte_array(16) uuid (UUID);
          optional fixed_len_byte_array(5) small (DECIMAL(11,3));
          optional binary wide (DECIMAL(38,1));
          optional fixed_len_byte_array(2) half (FLOAT16);
          optional int96 legacy;
        }
        """;
    byte[] int96 =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(3_723_000_001_000L)
            .putInt(2_440_588 + 19_797)
            .array();
    Consumer<Group> values =
        group -> {
          group.add("string", "Zürich");
          group.add("enumeration", "RED");
          group.add("json", "{}");
          group.add("bson", Binary.fromConstantByteArray(new byte[] {5}));
          group.add("plain", Binary.fromConstantByteArray(new byte[] {1, 2}));
          group.add("fixed", Binary.fromConstantByteArray(new byte[] {1, 2, 3}));
          group.add("uuid", Binary.fromConstantByteArray(new byte[16]));
          group.add("small", Binary.fromConstantByteArray(new byte[] {-1, -1, -1, -1, -2}));
          group.add("wide", Binary.fromConstantByteArray(new byte[] {0, -1}));
          group.add("half", Binary.fromConstantByteArray(new byte[] {0, (byte) 0xC1}));
          group.add("legacy", Binary.fromConstantByteArray(int96));
        };
    byte[] file = ForeignFile.write(folder, schema, List.of(values, group -> {}));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).schema().fields())
          .extracting(field -> field.type().name())
          .containsExactly(
              "text",
              "text",
              "text",
              "binary",
              "binary",
              "binary",
              "text",
              "decimal(11,3)",
              "decimal(38,1)",
              "float32",
              "timestamp");
      assertThat(rows(input))
          .containsExactly(
              List.of(
                  "Zürich",
                  "RED",
                  "{}",
                  "BQ==",
                  "AQI=",
                  "AQID",
                  "00000000-0000-0000-0000-000000000000",
                  "-0.002",
                  "25.5",
                  "-2.5",
                  "2024-03-15T01:02:03.000001"),
              Arrays.asList(new String[11]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, 0.0",
    "0x8000, -0.0",
    "0x0001, 5.9604645E-8",
    "0x3C00, 1.0",
    "0x7BFF, 65504.0",
    "0x7C00, Infinity",
    "0xFC00, -Infinity",
    "0x7E00, NaN"
  })
  void halfPrecisionIsExact(String bits, String text) throws IOException {
    int value = Integer.decode(bits);
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { required fixed_len_byte_array(2) h (FLOAT16); }",
            List.of(
                group ->
                    group.add(
                        "h",
                        Binary.fromConstantByteArray(
                            new byte[] {(byte) value, (byte) (value >> 8)}))));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(rows(input)).containsExactly(List.of(text));
    }
  }

  @Test
  void openingFindsNanosecondsInTheFirstValues() throws Exception {
    byte[] file =
        ForeignFile.write(
            folder,
            """
            message m {
              optional int64 exact (TIMESTAMP(NANOS,true));
              optional int64 stamp (TIMESTAMP(NANOS,true));
              repeated int64 many (TIME(NANOS,false));
            }
            """,
            List.of(
                group -> group.append("exact", 1_000L).append("stamp", 5_000L),
                group -> group.append("exact", 2_000L).append("stamp", 1L).append("many", 7L)));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).schema().fields())
          .extracting(field -> field.type().name())
          .containsExactly("timestamp_utc", "text", "text");
      assertThat(rows(input))
          .containsExactly(
              Arrays.asList("1970-01-01T00:00:00.000001Z", "1970-01-01T00:00:00.000005Z", null),
              List.of(
                  "1970-01-01T00:00:00.000002Z",
                  "1970-01-01T00:00:00.000000001Z",
                  "00:00:00.000000007"));
    }
  }

  @Test
  void int96ReachesYearsThatMicrosecondsDoNot() throws IOException {
    byte[] value =
        ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(8, Integer.MAX_VALUE).array();
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { required int96 a; }",
            List.of(group -> group.add("a", Binary.fromConstantByteArray(value))));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(rows(input)).containsExactly(List.of("+5874898-06-03T00:00:00"));
    }
  }

  @Test
  void lateNanosecondsTurnTheWholeColumnIntoText() throws Exception {
    String schema =
        """
        message m {
          optional int64 stamp (TIMESTAMP(NANOS,true));
          optional int64 time (TIME(NANOS,false));
          optional int64 exact (TIMESTAMP(NANOS,false));
        }
        """;
    List<Consumer<Group>> rows = new ArrayList<>();
    int late = ParquetInput.SAMPLE_VALUES;
    for (int i = 0; i < late + 3; i++) {
      long nanos = i < late ? 0 : i == late + 1 ? 120 : 1;
      rows.add(
          group -> {
            group.add("stamp", -1_000_000_000L + nanos);
            group.add("time", 1_000L + nanos);
            group.add("exact", 1_000L);
          });
    }
    rows.add(group -> {});
    try (TabularInput input = open("t.parquet", ForeignFile.write(folder, schema, rows))) {
      RecordBatch batch = new RecordBatch();
      try (TableScan scan = input.scan(Set.of("t"))) {
        assertThatThrownBy(
                () -> {
                  while (scan.read(batch, new ScanLog())) {
                    continue;
                  }
                })
            .isInstanceOfSatisfying(
                SchemaMiss.class,
                miss -> {
                  assertThat(miss.column()).isEqualTo("stamp");
                  assertThat(miss).hasMessageContaining("row " + (late + 1));
                });
        scan.survey();
      }
      assertThat(input.widen())
          .extracting(Notice::code)
          .containsExactly("type-widened", "type-widened");
      assertThat(input.tables().get(0).schema().fields())
          .extracting(field -> field.type().name())
          .containsExactly("text", "text", "timestamp");
      assertThat(rows(input).subList(late - 1, late + 4))
          .containsExactly(
              List.of("1969-12-31T23:59:59Z", "00:00:00.000001", "1970-01-01T00:00:00.000001"),
              List.of(
                  "1969-12-31T23:59:59.000000001Z",
                  "00:00:00.000001001",
                  "1970-01-01T00:00:00.000001"),
              List.of(
                  "1969-12-31T23:59:59.00000012Z",
                  "00:00:00.00000112",
                  "1970-01-01T00:00:00.000001"),
              List.of(
                  "1969-12-31T23:59:59.000000001Z",
                  "00:00:00.000001001",
                  "1970-01-01T00:00:00.000001"),
              Arrays.asList(null, null, null));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void codecsAndPagesOfVersionTwoAreRead(CompressionCodecName codec) throws IOException {
    List<Consumer<Group>> rows = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String text = i % 7 == 0 ? null : "value " + i * 31;
      long number = i * 1_000_003L;
      rows.add(
          group -> {
            if (text != null) {
              group.add("text", text);
            }
            group.add("number", number);
          });
      expected.add(Arrays.asList(text, Long.toString(number)));
    }
    String schema = "message m { optional binary text (STRING); required int64 number; }";
    for (ForeignFile.ParquetProperties version : ForeignFile.ParquetProperties.values()) {
      byte[] file =
          ForeignFile.write(
              folder,
              MessageTypeParser.parseMessageType(schema),
              rows,
              new ForeignFile.Format(codec, version, false));
      try (TabularInput input = open("t.parquet", file)) {
        assertThat(rows(input)).isEqualTo(expected);
      }
    }
  }

  @Test
  void columnThatIsThereTwiceIsRefusedByName() throws IOException {
    byte[] file =
        ForeignFile.write(folder, "message m { required int32 id; required int32 id; }", List.of());
    assertRefused(file, "unsupported-parquet-column", "t.parquet: column id is there twice");
  }

  @Test
  void decimalsOfMoreDigitsThanAnyColumnHasAreText() throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { optional fixed_len_byte_array(20) big (DECIMAL(45,2)); }",
            List.of(
                group -> {
                  byte[] value = new byte[20];
                  value[1] = 1; // 2^144
                  group.add("big", Binary.fromConstantByteArray(value));
                }));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(rows(input))
          .containsExactly(List.of("223007451985306231415357182726483615059804.16"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, PT0S",
    "14, 0, 0, P14M",
    "0, 400, 0, P400D",
    "1, 2, 90061001, P1M2DT90061.001S",
    "-1, -1, -1, P4294967295M4294967295DT4294967.295S",
    "0, 0, 1500, PT1.5S"
  })
  void intervalsAreDurations(int months, int days, int millis, String text) throws IOException {
    byte[] value =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(months)
            .putInt(days)
            .putInt(millis)
            .array();
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { optional fixed_len_byte_array(12) span (INTERVAL); }",
            List.of(group -> group.add("span", Binary.fromConstantByteArray(value))));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).schema())
          .isEqualTo(Schema.of(Field.of("span", new ColumnType.Text())));
      assertThat(rows(input)).containsExactly(List.of(text));
    }
  }

  @Test
  void structuresAreColumnsNamedByTheirPath() throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            """
            message m {
              required int32 id;
              optional group place { required double lat; optional group country {
                optional binary name (STRING); } }
            }
            """,
            List.of(
                group -> {
                  group.add("id", 1);
                  Group place = group.addGroup("place");
                  place.add("lat", 47.5);
                  place.addGroup("country").add("name", "CH");
                },
                group -> {
                  group.add("id", 2);
                  group.addGroup("place").add("lat", 0.0);
                },
                group -> group.add("id", 3)));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).rowCount()).hasValue(3);
      assertThat(input.tables().get(0).schema().fields())
          .containsExactly(
              new Field("id", new ColumnType.Int32(), false),
              new Field("place_lat", new ColumnType.Float64(), true),
              new Field("place_country_name", new ColumnType.Text(), true));
      assertThat(rows(input))
          .containsExactly(
              List.of("1", "47.5", "CH"),
              Arrays.asList("2", "0.0", null),
              Arrays.asList("3", null, null));
    }
  }

  @Test
  void columnOfUnknownTypeIsTextWithoutValues() throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            Types.buildMessage()
                .optional(PrimitiveTypeName.INT32)
                .as(LogicalTypeAnnotation.unknownType())
                .named("nothing")
                .named("m"),
            List.of(group -> {}),
            new ForeignFile.Format());
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(rows(input)).containsExactly(Arrays.asList((String) null));
    }
  }

  @Test
  void namesThatDifferOnlyInCaseAreMadeUnique() throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { required int32 id; required int32 ID; }",
            List.of(group -> group.append("id", 1).append("ID", 2)));
    try (TabularInput input = open("t.parquet", file)) {
      assertThat(input.tables().get(0).schema().fields())
          .extracting(Field::name)
          .containsExactly("id", "ID_2");
      assertThat(rows(input)).containsExactly(List.of("1", "2"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int64 a (TIMESTAMP(MILLIS,true)) | 9223372036854775807 | milliseconds",
        "int64 a (TIME(MICROS,true))      | 86400000000         | no time of day",
        "int64 a (TIME(NANOS,true))       | -1                  | no time of day",
        "int64 a (DECIMAL(3,1))           | 1000                | more digits than",
      })
  void impossibleValuesNameColumnAndRow(String type, long value, String why) throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { required " + type + "; }",
            List.of(group -> group.add("a", 0L), group -> group.add("a", value)));
    try (TabularInput input = open("t.parquet", file)) {
      assertThatThrownBy(() -> rows(input))
          .isInstanceOf(ForgeException.class)
          .hasMessageContaining("t.parquet: column a, row 2: ")
          .hasMessageContaining(why);
    }
  }

  @Test
  void invalidTextIsAFailureOrReplaced() throws IOException {
    byte[] file =
        ForeignFile.write(
            folder,
            "message m { required binary a (STRING); }",
            List.of(
                group ->
                    group.add("a", Binary.fromConstantByteArray(new byte[] {'x', (byte) 0xC3}))));
    try (TabularInput input = open("t.parquet", file)) {
      assertThatThrownBy(() -> rows(input))
          .isInstanceOf(ForgeException.class)
          .hasMessageContaining("column a, row 1")
          .hasMessageContaining("UTF-8");
    }
    OptionValues replace = OptionValues.of(Map.of("on-invalid-text", "replace"));
    try (TabularInput input =
        new ParquetReader()
            .open(new MemorySource("t.parquet", file), replace, new TestReadContext(folder))) {
      assertThat(rows(input)).containsExactly(List.of("x\uFFFD"));
    }
  }

  @Test
  void encryptedFooterIsRefused() {
    byte[] file = "PARE....................PARE".getBytes(StandardCharsets.US_ASCII);
    assertRefused(file, "encrypted-parquet", "t.parquet: the footer is encrypted");
  }

  @Test
  void filesThatAreNoParquetAreRefused() {
    assertRefused(new byte[0], "not-parquet", "t.parquet is no Parquet file");
    assertRefused(new byte[100], "not-parquet", "t.parquet is no Parquet file");
    assertRefused(
        "PAR1PAR1PAR1".getBytes(StandardCharsets.US_ASCII),
        "corrupt-parquet",
        "footer cannot be read");
  }

  @Test
  void everyCutOffFileIsRefused() throws IOException {
    byte[] file = ParquetReaderContractTest.written(TestTables.everyType());
    for (int length = 4; length < file.length; length += 97) {
      assertRefused(Arrays.copyOf(file, length), "corrupt-parquet", "t.parquet");
    }
  }

  @Test
  void damagedBytesAreAnInputFailureOrWithoutEffect() throws IOException {
    byte[] file = ParquetReaderContractTest.written(TestTables.everyType());
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      Throwable failure =
          catchThrowable(
              () -> {
                try (TabularInput input = open("t.parquet", damaged)) {
                  TableRows.byScan(input);
                }
              });
      if (failure != null) {
        refused++;
        assertThat(failure).as("round %s", round).isInstanceOf(ForgeException.class);
        assertThat(((ForgeException) failure).kind()).isEqualTo(ErrorKind.INPUT);
      }
    }
    assertThat(refused).as("refused of 400").isGreaterThan(100);
  }

  @Test
  void damagedPageIsFoundByItsChecksum() throws IOException {
    Schema schema = Schema.of(new Field("n", new ColumnType.Bool(), false));
    byte[] file = ParquetReaderContractTest.written(TestTables.random(new Random(1), schema, 300));
    file[50] ^= 1;
    try (TabularInput input = open("t.parquet", file)) {
      assertThatThrownBy(() -> rows(input))
          .isInstanceOf(ForgeException.class)
          .hasMessageContaining("the pages after row 0 cannot be read")
          .hasRootCauseMessage("could not verify page integrity, CRC checksum verification failed");
    }
  }

  @Test
  void failureOfTheSourceStaysAnIoException() throws IOException {
    byte[] file = ParquetReaderContractTest.written(TestTables.everyType());
    for (int channels = 0; channels < 4; channels++) {
      FailingSource source = new FailingSource(new MemorySource("t.parquet", file), channels);
      assertThatThrownBy(
              () -> {
                try (TabularInput input =
                    new ParquetReader()
                        .open(source, OptionValues.none(), new TestReadContext(folder))) {
                  TableRows.byScan(input);
                }
              })
          .as("channel %s fails", channels)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("disk is gone");
    }
  }

  private void assertRefused(byte[] file, String code, String problem) {
    MemorySource source = new MemorySource("t.parquet", file);
    assertThatThrownBy(
            () ->
                new ParquetReader().open(source, OptionValues.none(), new TestReadContext(folder)))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem()).contains(problem);
            });
    assertThat(source.openCount()).isZero();
  }

  private TabularInput open(String name, byte[] file) throws IOException {
    return new ParquetReader()
        .open(new MemorySource(name, file), OptionValues.none(), new TestReadContext(folder));
  }

  private static List<List<String>> rows(TabularInput input) throws IOException {
    return TableRows.byScan(input).values().iterator().next();
  }
}
