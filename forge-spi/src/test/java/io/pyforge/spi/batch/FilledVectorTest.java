package io.pyforge.spi.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Vectors whose arrays the reader fills itself. */
class FilledVectorTest {
  private static final int ROWS = 5_000;

  @Test
  void longsFilledIntoReservedArraysAreTheValues() {
    RecordBatch batch = new RecordBatch();
    batch.begin("t", Schema.of(Field.of("n", new ColumnType.Int64())));
    LongVector vector = batch.longs(0);
    vector.append(7);
    vector.reserve(ROWS);
    for (int i = 0; i < ROWS; i++) {
      vector.presence()[1 + i] = (byte) (i % 2);
      vector.values()[1 + i / 2] = i / 2;
    }
    vector.added(ROWS, ROWS / 2);
    vector.append(8);
    assertThat(vector.rowCount()).isEqualTo(ROWS + 2);
    assertThat(vector.valueCount()).isEqualTo(ROWS / 2 + 2);
    assertThat(vector.nullCount()).isEqualTo(ROWS / 2);
    assertThat(vector.values()[0]).isEqualTo(7);
    assertThat(vector.values()[ROWS / 2]).isEqualTo(ROWS / 2 - 1);
    assertThat(vector.values()[ROWS / 2 + 1]).isEqualTo(8);
  }

  @Test
  void spansFilledIntoReservedArraysAreTheTexts() {
    RecordBatch batch = new RecordBatch();
    batch.begin("t", Schema.of(Field.of("s", new ColumnType.Text())));
    BytesVector vector = batch.bytes(0);
    vector.attach("abcdefgh________".getBytes(StandardCharsets.US_ASCII));
    vector.reserve(ROWS);
    for (int i = 0; i < ROWS; i++) {
      vector.presence()[i] = 1;
      vector.spans()[i] = BytesVector.span(i % 8, 1);
    }
    vector.added(ROWS, ROWS);
    BatchCursor cursor = new BatchCursor(batch);
    for (int i = 0; cursor.next(); i++) {
      assertThat(cursor.textValue(0)).isEqualTo(String.valueOf((char) ('a' + i % 8)));
    }
  }

  @Test
  void wideDecimalsMakeRoomForReservedRows() {
    RecordBatch batch = new RecordBatch();
    batch.begin("t", Schema.of(Field.of("d", new ColumnType.Decimal(38, 0))));
    Int128Vector vector = batch.int128s(0);
    vector.append(java.math.BigInteger.ONE);
    vector.reserve(ROWS);
    vector.append(java.math.BigInteger.TEN.pow(30).negate());
    assertThat(vector.unscaled(0)).isEqualTo(java.math.BigInteger.ONE);
    assertThat(vector.unscaled(1)).isEqualTo(java.math.BigInteger.TEN.pow(30).negate());
  }
}
