package io.pyforge.spi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.testkit.TestTables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final Schema PAIR =
      Schema.of(Field.of("n", new ColumnType.Int64()), Field.of("t", new ColumnType.Text()));

  @Test
  void columnsNotSetInARowAreNull() {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, "t", PAIR);
    builder.setLong(0, 1);
    builder.endRow();
    builder.setText(1, "x");
    builder.endRow();
    builder.setNull(0);
    builder.endRow();
    assertThat(builder.rowCount()).isEqualTo(3);
    assertThat(TestTables.rows(batch))
        .containsExactly(
            Arrays.asList("1", null), Arrays.asList(null, "x"), Arrays.asList(null, null));
    assertThat(batch.vector(0).nullCount()).isEqualTo(2);
    assertThat(batch.vector(0).valueCount()).isEqualTo(1);
  }

  @Test
  void settingAColumnTwiceInARowIsRefused() {
    BatchBuilder builder = new BatchBuilder(new RecordBatch(), "t", PAIR);
    builder.setLong(0, 1);
    assertThatThrownBy(() -> builder.setNull(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column n is set twice in one row");
  }

  @Test
  void valueOfAnotherTypeIsRefused() {
    BatchBuilder builder = new BatchBuilder(new RecordBatch(), "t", PAIR);
    assertThatThrownBy(() -> builder.setText(0, "x")).isInstanceOf(ClassCastException.class);
  }

  @Test
  void decimalsAreNeverRounded() {
    Schema schema =
        Schema.of(
            Field.of("a", new ColumnType.Decimal(4, 2)),
            Field.of("b", new ColumnType.Decimal(20, 1)));
    BatchBuilder builder = new BatchBuilder(new RecordBatch(), "t", schema);
    assertThatThrownBy(() -> builder.setDecimal(0, new BigDecimal("1.005")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> builder.setDecimal(0, new BigDecimal("100")))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("100 has too many digits for decimal(4,2)");
    builder.setDecimal(0, new BigDecimal("99.9"));
    builder.setDecimal(1, new BigDecimal("-1234567890123456789.5"));
    builder.endRow();
  }

  @Test
  void beginForgetsRowsAndFollowsANewSchema() {
    RecordBatch batch = new RecordBatch();
    assertThat(batch.rowCount()).isZero();
    BatchBuilder builder = new BatchBuilder(batch, "one", PAIR);
    builder.setText(1, "x");
    builder.endRow();
    ColumnVector kept = batch.vector(0);
    Schema other =
        Schema.of(
            Field.of("n", new ColumnType.Int64()), Field.of("wide", new ColumnType.Decimal(38, 0)));
    batch.begin("two", other);
    assertThat(batch.table()).isEqualTo("two");
    assertThat(batch.schema()).isEqualTo(other);
    assertThat(batch.rowCount()).isZero();
    assertThat(batch.vector(0)).as("vector of an unchanged type").isSameAs(kept);
    assertThat(batch.int128s(1).valueCount()).isZero();
  }

  @Test
  void attachmentComesBackWithTheBatch() {
    RecordBatch batch = new RecordBatch();
    assertThat(batch.attachment()).isNull();
    batch.attach("memory");
    batch.begin("t", PAIR);
    assertThat(batch.attachment()).isEqualTo("memory");
  }

  @Test
  void spansPointIntoAnAttachedArrayUntilCleared() {
    RecordBatch batch = new RecordBatch();
    batch.begin("t", PAIR);
    byte[] block = "hello world________".getBytes(StandardCharsets.US_ASCII);
    BytesVector vector = batch.bytes(1);
    vector.attach(block);
    vector.appendSpan(6, 5);
    batch.vector(0).appendNull();
    assertThat(vector.buffer()).isSameAs(block);
    assertThat(TestTables.rows(batch)).containsExactly(Arrays.asList(null, "world"));

    byte[] grown = "hello world, and more________".getBytes(StandardCharsets.US_ASCII);
    vector.attach(grown);
    vector.appendSpan(13, 8);
    batch.vector(0).appendNull();
    assertThat(TestTables.rows(batch))
        .containsExactly(Arrays.asList(null, "world"), Arrays.asList(null, "and more"));

    batch.begin("t", PAIR);
    vector.appendCopy(block, 0, 5);
    batch.vector(0).appendNull();
    assertThat(TestTables.rows(batch)).containsExactly(Arrays.asList(null, "hello"));
  }

  @Test
  void paddingFollowsTheLastCopiedValue() {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, "t", PAIR);
    for (int i = 0; i < 3000; i++) {
      builder.setText(1, "v".repeat(i % 13));
      builder.endRow();
      BytesVector vector = batch.bytes(1);
      long last = vector.spans()[vector.valueCount() - 1];
      assertThat(vector.buffer().length)
          .isGreaterThanOrEqualTo(
              BytesVector.offset(last) + BytesVector.length(last) + BytesVector.PADDING);
    }
  }

  @Test
  void vectorsGrowAndKeepTheirValues() {
    RecordBatch batch = TestTables.random(new Random(1), TestTables.everyTypeSchema(), 5000);
    assertThat(TestTables.rows(TestTables.copy(batch))).isEqualTo(TestTables.rows(batch));
    assertThat(TestTables.rows(TestTables.slice(batch, 4000, 4010)))
        .isEqualTo(TestTables.rows(batch).subList(4000, 4010));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "18446744073709551615",
        "18446744073709551616",
        "-18446744073709551616",
        "170141183460469231731687303715884105727",
        "-170141183460469231731687303715884105728"
      })
  void numbersOf128BitsKeepTheirValue(String number) {
    Int128Vector vector = new Int128Vector(new ColumnType.Decimal(38, 0));
    vector.append(new BigInteger(number));
    assertThat(vector.unscaled(0)).isEqualTo(number);
  }

  @Test
  void numberOf129BitsIsRefused() {
    Int128Vector vector = new Int128Vector(new ColumnType.Decimal(38, 0));
    assertThatThrownBy(() -> vector.append(BigInteger.ONE.shiftLeft(127)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void cursorStopsAfterTheLastRow() {
    RecordBatch batch = TestTables.everyType();
    BatchCursor cursor = new BatchCursor(batch);
    int rows = 0;
    while (cursor.next()) {
      rows++;
    }
    assertThat(rows).isEqualTo(batch.rowCount());
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.batch()).isSameAs(batch);
  }

  @Test
  void textOfEveryTypeFollowsTheRules() {
    List<String> row = TestTables.rows(TestTables.everyType()).get(2);
    assertThat(row)
        .containsExactly(
            "false",
            "1",
            "1",
            "-0.0",
            "0.0",
            null,
            "99999999999999.9999",
            "9999999999999999999",
            "9999999999999999999999999999.9999999999",
            "a",
            "AA==",
            "1969-12-31",
            null,
            "1969-12-31T23:59:59.999999",
            "1969-12-31T23:59:59.999999Z");
  }
}
