package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Column and offset indexes, as parquet-java reads them, against the values of each page. */
class ParquetPageIndexTest {
  private static final int ROWS = 3 * ChunkEncoder.MAX_PAGE_ROWS + 77;

  @TempDir Path folder;

  private record Index(ColumnIndex column, OffsetIndex offset) {}

  @Test
  void boundsOfEveryPageAreThoseOfItsValues() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("plain", new ColumnType.Int64()),
            Field.of("dictionary", new ColumnType.Text()),
            new Field("required", new ColumnType.Text(), false));
    long[] numbers = new Random(5).longs(ROWS).toArray();
    Path file =
        write(
            schema,
            (builder, i) -> {
              if (i % 11 != 0) {
                builder.setLong(0, numbers[i]);
                builder.setText(1, word(i));
              }
              builder.setText(2, word(i));
            });

    Index plain = index(file, 0);
    Index dictionary = index(file, 1);
    Index required = index(file, 2);
    assertThat(plain.offset.getPageCount()).isEqualTo(4);
    for (int page = 0; page < 4; page++) {
      int from = page * ChunkEncoder.MAX_PAGE_ROWS;
      int to = Math.min(ROWS, from + ChunkEncoder.MAX_PAGE_ROWS);
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      String first = "~";
      String last = "";
      long nulls = 0;
      for (int i = from; i < to; i++) {
        if (i % 11 == 0) {
          nulls++;
          continue;
        }
        min = Math.min(min, numbers[i]);
        max = Math.max(max, numbers[i]);
        first = word(i).compareTo(first) < 0 ? word(i) : first;
        last = word(i).compareTo(last) > 0 ? word(i) : last;
      }
      assertThat(
              plain
                  .column
                  .getMinValues()
                  .get(page)
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .getLong())
          .isEqualTo(min);
      assertThat(
              plain
                  .column
                  .getMaxValues()
                  .get(page)
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .getLong())
          .isEqualTo(max);
      assertThat(plain.column.getNullCounts().get(page)).isEqualTo(nulls);
      assertThat(text(dictionary.column.getMinValues().get(page))).isEqualTo(first);
      assertThat(text(dictionary.column.getMaxValues().get(page))).isEqualTo(last);
      assertThat(dictionary.column.getNullCounts().get(page)).isEqualTo(nulls);
      assertThat(required.column.getNullCounts().get(page)).isZero();
      assertThat(plain.offset.getFirstRowIndex(page)).isEqualTo(from);
      if (page > 0) {
        assertThat(plain.offset.getOffset(page))
            .isEqualTo(
                plain.offset.getOffset(page - 1) + plain.offset.getCompressedPageSize(page - 1));
      }
    }
    assertThat(plain.column.getBoundaryOrder()).isEqualTo(BoundaryOrder.UNORDERED);
  }

  @Test
  void boundaryOrderTellsHowPagesAreSorted() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("up", new ColumnType.Int64()),
            Field.of("down", new ColumnType.Float64()),
            Field.of("constant", new ColumnType.Int32()),
            Field.of("wave", new ColumnType.Date()));
    Path file =
        write(
            schema,
            (builder, i) -> {
              builder.setLong(0, i);
              builder.setDouble(1, -i);
              builder.setLong(2, 7);
              builder.setLong(3, i / ChunkEncoder.MAX_PAGE_ROWS % 2 == 0 ? i : -i);
            });
    assertThat(index(file, 0).column.getBoundaryOrder()).isEqualTo(BoundaryOrder.ASCENDING);
    assertThat(index(file, 1).column.getBoundaryOrder()).isEqualTo(BoundaryOrder.DESCENDING);
    assertThat(index(file, 2).column.getBoundaryOrder()).isEqualTo(BoundaryOrder.ASCENDING);
    assertThat(index(file, 3).column.getBoundaryOrder()).isEqualTo(BoundaryOrder.UNORDERED);
  }

  @Test
  void pagesWithoutValuesAreNullPagesAndDoNotBreakTheOrder() throws IOException {
    Schema schema = Schema.of(Field.of("n", new ColumnType.Int64()));
    int nullFrom = ChunkEncoder.MAX_PAGE_ROWS;
    int nullTo = 2 * ChunkEncoder.MAX_PAGE_ROWS;
    Path file =
        write(
            schema,
            (builder, i) -> {
              if (i < nullFrom || i >= nullTo) {
                builder.setLong(0, i / 2);
              }
            });
    ColumnIndex index = index(file, 0).column;
    assertThat(index.getNullPages()).containsExactly(false, true, false, false);
    assertThat(index.getNullCounts())
        .containsExactly(0L, (long) ChunkEncoder.MAX_PAGE_ROWS, 0L, 0L);
    assertThat(index.getMinValues().get(1).remaining()).isZero();
    assertThat(index.getBoundaryOrder()).isEqualTo(BoundaryOrder.ASCENDING);
  }

  @Test
  void indexesOfEveryRowGroupAreFound() throws IOException {
    Schema schema =
        Schema.of(Field.of("a", new ColumnType.Int32()), Field.of("b", new ColumnType.Text()));
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < 100; i++) {
      builder.setLong(0, i);
      builder.setText(1, "t" + i);
      builder.endRow();
    }
    Path file = WrittenFile.file(folder, Map.of("row-group-rows", "10"), batch);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      for (int group = 0; group < 10; group++) {
        BlockMetaData block = reader.getFooter().getBlocks().get(group);
        ColumnIndex index = reader.readColumnIndex(block.getColumns().get(1));
        assertThat(text(index.getMinValues().get(0))).isEqualTo("t" + group * 10);
        OffsetIndex offsets = reader.readOffsetIndex(block.getColumns().get(1));
        assertThat(offsets.getOffset(0))
            .isEqualTo(block.getColumns().get(1).getFirstDataPageOffset());
      }
    }
  }

  private static String word(int row) {
    return "word " + Integer.toString(row * 31 % 5003, 36);
  }

  private static String text(ByteBuffer bound) {
    return StandardCharsets.UTF_8.decode(bound).toString();
  }

  private interface Row {
    void fill(BatchBuilder builder, int row);
  }

  private Path write(Schema schema, Row row) throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < ROWS; i++) {
      row.fill(builder, i);
      builder.endRow();
    }
    return WrittenFile.file(folder, Map.of(), batch);
  }

  private static Index index(Path file, int column) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      ColumnChunkMetaData chunk = reader.getFooter().getBlocks().get(0).getColumns().get(column);
      return new Index(reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk));
    }
  }
}
