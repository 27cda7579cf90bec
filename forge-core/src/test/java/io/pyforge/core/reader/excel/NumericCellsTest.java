package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumericCellsTest {
  private static final int RUNS = 20_000;

  private final NumericCells numbers = new NumericCells(false);
  private final SheetRow row = new SheetRow();

  private void read(String text) {
    row.begin(1, false);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    numbers.add(row, 0, NumberFormat.NUMBER, bytes, 0, bytes.length);
  }

  private String shown() {
    return switch (row.kinds[0]) {
      case CellKind.NUMBER -> BigDecimal.valueOf(row.values[0], row.extras[0]).toPlainString();
      case CellKind.FLOAT -> "double " + Double.longBitsToDouble(row.values[0]);
      default ->
          "kind "
              + row.kinds[0]
              + " "
              + new String(
                  row.text.bytes, (int) row.values[0], row.extras[0], StandardCharsets.UTF_8);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0.0, 0",
    "007, 7",
    "+5, 5",
    "1.50, 1.5",
    "100, 100",
    "1E3, 1000",
    "1.25e+2, 125",
    "1E-2, 0.01",
    "0e9999, 0",
    "0e10000, kind 10 0e10000",
    "0E00100000001820210303, kind 10 0E00100000001820210303",
    "1.2345678901234567890123e-999999999, kind 10 1.2345678901234567890123e-999999999",
    "123456789012345, 123456789012345",
    "999999999999999999, 999999999999999999",
    "9223372036854775807, kind 3 9223372036854775807",
    "0.10000000000000001, 0.1",
    "0.30000000000000004, 0.3",
    "2.9999999999999996, 3",
    "9.8765432109876495, 9.87654321098765",
    "0.33333333333333331, double 0.3333333333333333",
    "741.2000000000007, double 741.2000000000007",
    "0.10000000000000000555, 0.1",
    "0.1000000000000000055511151231257827, 0.1",
    "0.12345678901234567890123, kind 3 0.12345678901234567890123",
    "1E+20, double 1.0E20",
    "1.7976931348623157E+308, double 1.7976931348623157E308",
    "1E+400, kind 10 1E+400",
    "1.2.3, kind 10 1.2.3",
    "12abc, kind 10 12abc",
    "NaN, kind 10 NaN",
    "1E, kind 10 1E",
    "., kind 10 .",
    "-, kind 10 -",
    "0x1p3, kind 10 0x1p3",
    "1d, kind 10 1d",
  })
  void numberIsRead(String text, String expected) {
    read(text);
    assertThat(shown()).isEqualTo(expected);
  }

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  /** The rule in words of BigDecimal: 15 digits when they give the same double, or end in zeros. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyDoubleIsItselfOrTheDecimalThatExcelShows(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < RUNS; i++) {
      double value = value(random);
      String text = written(random, value);
      read(text);
      BigDecimal shown = new BigDecimal(value).round(new MathContext(15, RoundingMode.HALF_EVEN));
      boolean same = shown.doubleValue() == value;
      boolean meant = shown.signum() == 0 || shown.stripTrailingZeros().precision() <= 12;
      if (row.kinds[0] == CellKind.NUMBER) {
        BigDecimal read = BigDecimal.valueOf(row.values[0], row.extras[0]);
        boolean whole = row.extras[0] == 0 && read.compareTo(new BigDecimal(text)) == 0;
        assertThat(read.compareTo(shown) == 0 || whole)
            .as("%s read as %s, shown as %s", text, read, shown)
            .isTrue();
        assertThat(same || meant || whole).as(text).isTrue();
      } else {
        assertThat(row.kinds[0]).as(text).isEqualTo(CellKind.FLOAT);
        assertThat(Double.longBitsToDouble(row.values[0])).as(text).isEqualTo(value);
        boolean fits =
            shown.stripTrailingZeros().scale() <= 18 && shown.precision() - shown.scale() <= 18;
        assertThat((same || meant) && fits).as("%s is the decimal %s", text, shown).isFalse();
      }
    }
  }

  private static double value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(1_000_000) / 100.0;
      case 1 -> random.nextDouble();
      case 2 -> random.nextInt(100_000) / 1000.0 * random.nextInt(50) / 7;
      case 3 -> Math.nextUp(random.nextInt(1_000_000) / 10_000.0);
      default -> Math.scalb(random.nextDouble(), random.nextInt(40) - 20);
    };
  }

  private static String written(Random random, double value) {
    return switch (random.nextInt(3)) {
      case 0 -> Double.toString(value);
      case 1 ->
          new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN)).toPlainString();
      default -> new BigDecimal(Double.toString(value)).toPlainString();
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doublesOfBinaryFormatsAreReadAsTheirText(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < RUNS; i++) {
      double value = value(random);
      read(Double.toString(value));
      String fromText = shown();
      row.begin(1, false);
      numbers.add(row, 0, NumberFormat.NUMBER, value);
      assertThat(shown()).isEqualTo(fromText);
    }
  }

  @Test
  void compactNumbersOfBinaryFormats() {
    assertThat(NumericCells.ofCompact(100 << 2 | 2)).isEqualTo(100);
    assertThat(NumericCells.ofCompact(-5 << 2 | 3)).isEqualTo(-0.05);
    int half = (int) (Double.doubleToRawLongBits(0.5) >>> 32);
    assertThat(NumericCells.ofCompact(half)).isEqualTo(0.5);
    assertThat(NumericCells.ofCompact(half | 1)).isEqualTo(0.005);
  }
}
