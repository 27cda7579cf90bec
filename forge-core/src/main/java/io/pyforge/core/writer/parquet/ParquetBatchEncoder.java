package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes batches of one table as row groups. Its memory, some megabytes beyond the largest block
 * so far, is used again for every batch; what a batch becomes does not depend on the ones before.
 */
final class ParquetBatchEncoder implements BatchEncoder, Closeable {
  private final Schema schema;
  private final List<ParquetColumn> columns;
  private final int maxRowGroupRows;
  private final BlockCodec codec;
  private final ChunkEncoder chunkEncoder;
  private final ChunkValues[] values;
  private final int[] nextValue;
  private final PageBuffer block = new PageBuffer();

  ParquetBatchEncoder(
      Schema schema, List<ParquetColumn> columns, int maxRowGroupRows, BlockCodec codec) {
    this.schema = schema;
    this.columns = columns;
    this.maxRowGroupRows = maxRowGroupRows;
    this.codec = codec;
    chunkEncoder = new ChunkEncoder(codec);
    values = new ChunkValues[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ChunkValues.of(columns.get(i));
    }
    nextValue = new int[values.length];
  }

  /**
   * @throws IllegalArgumentException if the batch is not of the sink's schema, its columns differ
   *     in length, or a column that is not nullable has a null
   */
  @Override
  public EncodedBlock encode(RecordBatch batch) throws IOException {
    check(batch);
    block.clear();
    Arrays.fill(nextValue, 0);
    int rowCount = batch.rowCount();
    List<EncodedRowGroup> groups = new ArrayList<>(1);
    try {
      for (int i = 0; i < values.length; i++) {
        values[i].load(batch.vector(i));
      }
      for (int row = 0; row < rowCount; ) {
        int end = (int) Math.min(rowCount, (long) row + maxRowGroupRows);
        groups.add(encode(batch, row, end));
        row = end;
      }
    } finally {
      for (ChunkValues column : values) {
        column.release();
      }
    }
    return new ParquetBlock(rowCount, block, groups);
  }

  private EncodedRowGroup encode(RecordBatch batch, int rowFrom, int rowTo) throws IOException {
    List<EncodedChunk> chunks = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      byte[] presence = batch.vector(i).presence();
      int valueFrom = nextValue[i];
      int valueTo = valueFrom + HybridEncoding.countPresent(presence, rowFrom, rowTo);
      nextValue[i] = valueTo;
      chunks.add(
          chunkEncoder.encode(
              columns.get(i), values[i], presence, rowFrom, rowTo, valueFrom, valueTo, block));
    }
    return new EncodedRowGroup(rowTo - rowFrom, chunks);
  }

  private void check(RecordBatch batch) {
    if (!batch.schema().equals(schema)) {
      throw new IllegalArgumentException("batch of another schema: " + batch.schema());
    }
    for (int i = 0; i < values.length; i++) {
      ColumnVector vector = batch.vector(i);
      String name = schema.field(i).name();
      if (vector.rowCount() != batch.rowCount()) {
        throw new IllegalArgumentException(
            "column " + name + " has " + vector.rowCount() + " rows of " + batch.rowCount());
      }
      if (vector.nullCount() != 0 && !schema.field(i).nullable()) {
        throw new IllegalArgumentException(
            "column " + name + " is not nullable and has " + vector.nullCount() + " nulls");
      }
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
