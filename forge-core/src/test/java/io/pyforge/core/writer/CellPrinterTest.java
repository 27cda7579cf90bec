package io.pyforge.core.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.testkit.TestTables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is, to the letter, what CellText gives. */
class CellPrinterTest {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  @Test
  void everyTypeIsPrintedAsCellTextGivesIt() {
    assertPrintedAsText(TestTables.everyType());
    for (int seed = 0; seed < 200; seed++) {
      assertPrintedAsText(TestTables.random(new Random(seed)));
    }
  }

  @Test
  void everyDayOfFiveHundredYearsAndAllCenturies() {
    assertLongs(new ColumnType.Date(), day -> day - 200_000, 365_250);
    assertLongs(new ColumnType.Date(), day -> -719_600 + day, 1_000);
    assertLongs(new ColumnType.Date(), day -> 2_932_800 + day, 200);
    assertLongs(new ColumnType.Date(), century -> -800_000 + century * 36_524, 110);
    assertLongs(new ColumnType.Date(), i -> i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE, 2);
  }

  @Test
  void timestampsFarFromNow() {
    Random random = new Random(1);
    for (boolean utc : new boolean[] {false, true}) {
      ColumnType type = new ColumnType.Timestamp(utc);
      assertLongs(type, i -> random.nextLong(), 10_000);
      assertLongs(type, i -> (i - 5_000) * MICROS_PER_DAY + (i % 3 - 1), 10_000);
      assertLongs(type, i -> i == 0 ? Long.MIN_VALUE : Long.MAX_VALUE, 2);
    }
  }

  @Test
  void wholeNumbersOfEveryLength() {
    List<Long> numbers = new ArrayList<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE));
    for (long ten = 1; ten > 0 && ten < Long.MAX_VALUE / 10; ten *= 10) {
      numbers.addAll(List.of(ten, ten - 1, ten + 1, -ten, 1 - ten));
    }
    assertLongs(new ColumnType.Int64(), i -> numbers.get((int) i), numbers.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 18})
  void decimalsKeepTheirScale(int scale) {
    Random random = new Random(scale);
    assertLongs(new ColumnType.Decimal(18, scale), i -> i - 500, 1_000);
    assertLongs(
        new ColumnType.Decimal(18, scale),
        i -> random.nextLong() % 1_000_000_000_000_000_000L,
        500);
  }

  @Test
  void wideDecimalsOfEveryLengthAndScale() {
    for (int scale = 0; scale <= 38; scale++) {
      ColumnType.Decimal type = new ColumnType.Decimal(38, scale);
      int exact = scale;
      assertPrintedAsText(
          table(
              type,
              4 * 38,
              (builder, i) -> {
                BigInteger ten = BigInteger.TEN.pow(i / 4);
                BigInteger unscaled =
                    switch (i % 4) {
                      case 0 -> ten;
                      case 1 -> ten.negate();
                      case 2 -> ten.subtract(BigInteger.ONE);
                      default -> BigInteger.valueOf(i % 8 < 4 ? Long.MIN_VALUE : Long.MAX_VALUE);
                    };
                builder.setDecimal(0, new BigDecimal(unscaled, exact));
              }));
    }
  }

  /** Where doubles of few digits lie, and where the text changes between plain and exponent. */
  @Test
  void doublesOfFewAndOfManyDigits() {
    Random random = new Random(7);
    double[] scales = {1, 10, 100, 1000, 1e6, 1e9, 1e12, 1e15};
    assertDoubles(
        i -> Math.round(random.nextGaussian() * 1e6) / scales[i % scales.length], 200_000);
    assertDoubles(i -> Math.round(random.nextDouble() * 1e15) / 1e12, 100_000);
    assertDoubles(i -> Double.longBitsToDouble(random.nextLong()), 200_000);
    assertDoubles(i -> random.nextDouble() * Math.pow(10, i % 14 - 5), 200_000);
    double[] edges = {1e-3, 1e7, 0.001, 9999999.999999998, 1e15, 0.0, -0.0, 2e-3, 1.0E23, 2e23};
    assertDoubles(
        i -> i % 3 == 0 ? edges[i / 3] : Math.nextAfter(edges[i / 3], i % 3 == 1 ? -1e9 : 1e9),
        3 * edges.length);
  }

  private interface Doubles {
    double at(int i);
  }

  private interface Longs {
    long at(long i);
  }

  private static void assertDoubles(Doubles values, int rows) {
    assertLongs(
        new ColumnType.Float64(), i -> Double.doubleToRawLongBits(values.at((int) i)), rows);
  }

  private static void assertLongs(ColumnType type, Longs values, int rows) {
    assertPrintedAsText(table(type, rows, (builder, i) -> builder.setLong(0, values.at(i))));
  }

  private static RecordBatch table(
      ColumnType type, int rows, BiConsumer<BatchBuilder, Integer> value) {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, "t", Schema.of(Field.of("c", type)));
    for (int i = 0; i < rows; i++) {
      value.accept(builder, i);
      builder.endRow();
    }
    return batch;
  }

  private static void assertPrintedAsText(RecordBatch batch) {
    List<List<@Nullable String>> expected = TestTables.rows(batch);
    for (int column = 0; column < batch.schema().width(); column++) {
      CellPrinter printer = CellPrinter.of(batch.schema().field(column).type());
      printer.load(batch.vector(column));
      for (List<@Nullable String> row : expected) {
        String text = null;
        if (printer.next()) {
          byte[] target = new byte[3 + (int) printer.room()];
          int end = printer.print(target, 3);
          text = new String(target, 3, end - 3, StandardCharsets.UTF_8);
        }
        String wanted = row.get(column);
        if (wanted == null ? text != null : !wanted.equals(text)) {
          assertThat(text).as(batch.schema().field(column).name()).isEqualTo(wanted);
        }
      }
    }
  }
}
