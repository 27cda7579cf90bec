package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.testkit.TestTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The footer, read as raw Thrift structures, against the bytes of the file and the values written.
 */
class ParquetMetadataTest {
  @TempDir Path folder;

  @Test
  void footerDescribesTheFile() throws IOException {
    RecordBatch batch = TestTables.everyType();
    FileMetaData footer = footer(write(Map.of(), batch, batch));
    assertThat(footer.getVersion()).isEqualTo(2);
    assertThat(footer.getCreated_by()).isEqualTo("pyforge version 1.2.3");
    assertThat(footer.getNum_rows()).isEqualTo(2L * batch.rowCount());
    assertThat(footer.getColumn_orders()).hasSize(batch.schema().width());
    assertThat(footer.getKey_value_metadata())
        .containsExactly(
            new KeyValue("pyforge.source").setValue("test.csv"),
            new KeyValue("pyforge.version").setValue("1.2.3"));
    assertThat(footer.getRow_groups())
        .extracting(RowGroup::getOrdinal)
        .containsExactly((short) 0, (short) 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "none"})
  void sizesAndOffsetsAreThoseOfThePagesFound(String codec) throws IOException {
    Schema schema = TestTables.everyTypeSchema();
    RecordBatch batch = TestTables.random(new Random(4), schema, 700);
    byte[] file = write(Map.of("compression", codec, "row-group-rows", "300"), batch, batch);
    FileMetaData footer = footer(file);
    long expectedStart = 4;
    for (RowGroup group : footer.getRow_groups()) {
      assertThat(group.getFile_offset()).isEqualTo(expectedStart);
      long compressed = 0;
      long uncompressed = 0;
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData metaData = chunk.getMeta_data();
        PageWalk walk = PageWalk.of(file, metaData, expectedStart);
        assertThat(walk.end()).isEqualTo(expectedStart + metaData.getTotal_compressed_size());
        assertThat(walk.uncompressed()).isEqualTo(metaData.getTotal_uncompressed_size());
        assertThat(walk.rows()).isEqualTo(metaData.getNum_values()).isEqualTo(group.getNum_rows());
        assertThat(walk.dictionary()).isEqualTo(metaData.isSetDictionary_page_offset());
        expectedStart = walk.end();
        compressed += metaData.getTotal_compressed_size();
        uncompressed += metaData.getTotal_uncompressed_size();
      }
      assertThat(group.getTotal_compressed_size()).isEqualTo(compressed);
      assertThat(group.getTotal_byte_size()).isEqualTo(uncompressed);
    }
    assertThat(footer.getRow_groups()).hasSize(6);
  }

  @Test
  void encodingsAreTheOnesUsed() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("repeating", new ColumnType.Text()),
            Field.of("distinct", new ColumnType.Int64()),
            new Field("required", new ColumnType.Int32(), false),
            new Field("flag", new ColumnType.Bool(), false),
            Field.of("nothing", new ColumnType.Text()));
    byte[] file =
        write(
            schema,
            1000,
            (builder, i) -> {
              builder.setText(0, "value " + i % 10);
              builder.setLong(1, i);
              builder.setLong(2, i / 100);
              builder.setBoolean(3, i % 2 == 0);
            });
    List<ColumnChunk> chunks = footer(file).getRow_groups().get(0).getColumns();
    assertThat(chunks)
        .extracting(chunk -> Set.copyOf(chunk.getMeta_data().getEncodings()))
        .containsExactly(
            Set.of(Encoding.PLAIN, Encoding.RLE, Encoding.RLE_DICTIONARY),
            Set.of(Encoding.PLAIN, Encoding.RLE),
            Set.of(Encoding.PLAIN, Encoding.RLE_DICTIONARY),
            Set.of(Encoding.PLAIN),
            Set.of(Encoding.PLAIN, Encoding.RLE));
    assertThat(chunks.get(0).getMeta_data().getEncoding_stats())
        .extracting(
            stats -> stats.getPage_type() + " " + stats.getEncoding() + " " + stats.getCount())
        .containsExactly("DICTIONARY_PAGE PLAIN 1", "DATA_PAGE RLE_DICTIONARY 1");
    assertThat(chunks.get(1).getMeta_data().getEncoding_stats())
        .extracting(
            stats -> stats.getPage_type() + " " + stats.getEncoding() + " " + stats.getCount())
        .containsExactly("DATA_PAGE PLAIN 1");
  }

  @Test
  void statisticsOfNumbersAreTheirBounds() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("int32", new ColumnType.Int32()),
            Field.of("int64", new ColumnType.Int64()),
            Field.of("bool", new ColumnType.Bool()),
            Field.of("decimal", new ColumnType.Decimal(38, 0)),
            Field.of("float", new ColumnType.Float32()));
    byte[] file =
        write(
            schema,
            9,
            (builder, i) -> {
              if (i % 3 == 2) {
                return;
              }
              builder.setLong(0, 4 - i);
              builder.setLong(1, i * 10_000_000_000L - 30_000_000_000L);
              builder.setBoolean(2, true);
              builder.setDecimal(3, BigDecimal.TEN.pow(30).multiply(BigDecimal.valueOf(i - 4)));
              builder.setDouble(4, i - 1.5);
            });
    List<ColumnChunk> chunks = footer(file).getRow_groups().get(0).getColumns();
    for (ColumnChunk chunk : chunks) {
      assertThat(statistics(chunk).getNull_count()).isEqualTo(3);
      assertThat(statistics(chunk).isIs_min_value_exact()).isTrue();
      assertThat(statistics(chunk).isIs_max_value_exact()).isTrue();
    }
    assertThat(intBound(statistics(chunks.get(0)).getMin_value())).isEqualTo(-3);
    assertThat(intBound(statistics(chunks.get(0)).getMax_value())).isEqualTo(4);
    assertThat(longBound(statistics(chunks.get(1)).getMin_value())).isEqualTo(-30_000_000_000L);
    assertThat(longBound(statistics(chunks.get(1)).getMax_value())).isEqualTo(40_000_000_000L);
    assertThat(statistics(chunks.get(2)).getMin_value()).containsExactly(1);
    assertThat(new java.math.BigInteger(statistics(chunks.get(3)).getMin_value()))
        .isEqualTo(java.math.BigInteger.TEN.pow(30).multiply(java.math.BigInteger.valueOf(-4)));
    assertThat(new java.math.BigInteger(statistics(chunks.get(3)).getMax_value()))
        .isEqualTo(java.math.BigInteger.TEN.pow(30).multiply(java.math.BigInteger.valueOf(3)));
    assertThat(Float.intBitsToFloat(intBound(statistics(chunks.get(4)).getMin_value())))
        .isEqualTo(-1.5f);
    assertThat(Float.intBitsToFloat(intBound(statistics(chunks.get(4)).getMax_value())))
        .isEqualTo(5.5f);
  }

  @Test
  void nanIsLeftOutOfBoundsAndZerosCoverBothSigns() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("zeros", new ColumnType.Float64()),
            Field.of("nans", new ColumnType.Float64()));
    byte[] file =
        write(
            schema,
            4,
            (builder, i) -> {
              builder.setDouble(0, i == 0 ? Double.NaN : i == 1 ? 0.0 : -0.0);
              builder.setDouble(1, Double.NaN);
            });
    List<ColumnChunk> chunks = footer(file).getRow_groups().get(0).getColumns();
    assertThat(longBound(statistics(chunks.get(0)).getMin_value()))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(longBound(statistics(chunks.get(0)).getMax_value()))
        .isEqualTo(Double.doubleToRawLongBits(0.0));
    assertThat(statistics(chunks.get(1)).isSetMin_value()).isFalse();
    assertThat(statistics(chunks.get(1)).isSetMax_value()).isFalse();
    assertThat(chunks.get(1).isSetColumn_index_offset()).isFalse();
    assertThat(chunks.get(1).isSetOffset_index_offset()).isTrue();
  }

  @Test
  void longTextIsCutToBoundsAroundIt() throws IOException {
    Schema schema = Schema.of(Field.of("text", new ColumnType.Text()));
    String prefix = "a".repeat(62);
    byte[] file = write(schema, 2, (builder, i) -> builder.setText(0, prefix + "日本" + i));
    Statistics statistics = statistics(footer(file).getRow_groups().get(0).getColumns().get(0));
    assertThat(text(statistics.getMin_value())).isEqualTo(prefix);
    assertThat(text(statistics.getMax_value())).isEqualTo("a".repeat(61) + "b");
    assertThat(statistics.isIs_min_value_exact()).isFalse();
    assertThat(statistics.isIs_max_value_exact()).isFalse();
  }

  @Test
  void textThatNoShortTextIsAboveHasNoUpperBound() throws IOException {
    Schema schema = Schema.of(Field.of("text", new ColumnType.Text()));
    String highest = Character.toString(Character.MAX_CODE_POINT).repeat(20);
    byte[] file = write(schema, 2, (builder, i) -> builder.setText(0, i == 0 ? "a" : highest));
    ColumnChunk chunk = footer(file).getRow_groups().get(0).getColumns().get(0);
    assertThat(text(statistics(chunk).getMin_value())).isEqualTo("a");
    assertThat(statistics(chunk).isSetMax_value()).isFalse();
    assertThat(chunk.isSetColumn_index_offset()).isFalse();
  }

  @Test
  void textIsBoundByUnsignedBytes() throws IOException {
    Schema schema = Schema.of(Field.of("text", new ColumnType.Text()));
    List<String> values = List.of("zebra", "été", "", "a", "abcdefgh", "abcdefghi", "日本");
    byte[] file = write(schema, values.size(), (builder, i) -> builder.setText(0, values.get(i)));
    Statistics statistics = statistics(footer(file).getRow_groups().get(0).getColumns().get(0));
    assertThat(text(statistics.getMin_value())).isEmpty();
    assertThat(text(statistics.getMax_value())).isEqualTo("日本");
    assertThat(statistics.isIs_max_value_exact()).isTrue();
  }

  /** DuckDB's own minimum and maximum of what it reads must agree with the bounds written. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void boundsAgreeWithThoseDuckDbFindsByReading(long seed) throws IOException {
    Schema schema =
        Schema.of(
            Field.of("i", new ColumnType.Int32()),
            Field.of("l", new ColumnType.Int64()),
            Field.of("d", new ColumnType.Decimal(18, 4)),
            Field.of("day", new ColumnType.Date()));
    RecordBatch batch = TestTables.random(new Random(seed), schema, 500);
    Path file = WrittenFile.file(folder, Map.of(), batch);
    String source = "'" + file + "'";
    for (Field field : schema.fields()) {
      List<List<String>> read =
          ParquetReadback.query(
              "SELECT min(%1$s)::VARCHAR, max(%1$s)::VARCHAR, count(*) - count(%1$s) FROM %2$s"
                  .formatted(field.name(), source));
      List<List<String>> written =
          ParquetReadback.query(
              "SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata(%s)"
                      .formatted(source)
                  + " WHERE path_in_schema = '%s'".formatted(field.name()));
      assertThat(written).as(field.name()).isEqualTo(read);
    }
  }

  private interface Row extends BiConsumer<BatchBuilder, Integer> {}

  private static byte[] write(Schema schema, int rows, Row row) throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < rows; i++) {
      row.accept(builder, i);
      builder.endRow();
    }
    return write(Map.of(), batch);
  }

  private static byte[] write(Map<String, String> options, RecordBatch... batches)
      throws IOException {
    return WrittenFile.bytes(options, batches[0].schema(), List.of(batches));
  }

  private static FileMetaData footer(byte[] file) throws IOException {
    ByteBuffer end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = end.getInt(file.length - 8);
    return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
  }

  private static Statistics statistics(ColumnChunk chunk) {
    return chunk.getMeta_data().getStatistics();
  }

  private static int intBound(byte[] bound) {
    return ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static long longBound(byte[] bound) {
    return ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static String text(byte[] bound) {
    return new String(bound, StandardCharsets.UTF_8);
  }

  /** What a walk over the pages of one chunk finds; checksums are verified on the way. */
  private record PageWalk(long end, long uncompressed, long rows, boolean dictionary) {
    static PageWalk of(byte[] file, ColumnMetaData metaData, long start) throws IOException {
      long at = start;
      long uncompressed = 0;
      long rows = 0;
      boolean dictionary = false;
      while (rows < metaData.getNum_values()) {
        InputStream in = new ByteArrayInputStream(file, (int) at, file.length - (int) at);
        int before = in.available();
        PageHeader header = Util.readPageHeader(in);
        int headerBytes = before - in.available();
        int contentAt = (int) at + headerBytes;
        CRC32 crc = new CRC32();
        crc.update(file, contentAt, header.getCompressed_page_size());
        assertThat(header.isSetCrc()).isTrue();
        assertThat(header.getCrc()).isEqualTo((int) crc.getValue());
        if (header.getType() == PageType.DICTIONARY_PAGE) {
          assertThat(at).isEqualTo(metaData.getDictionary_page_offset());
          dictionary = true;
        } else {
          if (rows == 0) {
            assertThat(at).isEqualTo(metaData.getData_page_offset());
          }
          rows += header.getData_page_header().getNum_values();
        }
        uncompressed += headerBytes + header.getUncompressed_page_size();
        at = contentAt + header.getCompressed_page_size();
      }
      return new PageWalk(at, uncompressed, rows, dictionary);
    }
  }
}
