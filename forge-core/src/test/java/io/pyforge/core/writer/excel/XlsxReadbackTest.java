package io.pyforge.core.writer.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.core.writer.excel.PoiWorkbook.Cell;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables read back by Apache POI: each cell by its kind, its value and its format. */
class XlsxReadbackTest {
  private static final LocalDate FIRST_DATE = LocalDate.of(1900, 3, 1);

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCellIsAsItWasTypesIncluded(long seed) throws IOException {
    Random random = new Random(seed);
    RecordBatch batch = TestTables.random(random);
    int cut = random.nextInt(batch.rowCount() + 1);
    assertReadBack(
        List.of(TestTables.slice(batch, 0, cut), TestTables.slice(batch, cut, batch.rowCount())),
        batch);
  }

  @Test
  void everyTypeAndItsExtremes() throws IOException {
    RecordBatch batch = TestTables.everyType();
    WrittenOutput written = assertReadBack(List.of(batch), batch);
    assertThat(new TreeSet<>(written.notices().stream().map(Notice::code).toList()))
        .containsExactly("dates-kept-as-text", "numbers-kept-as-text", "times-kept-as-text");
  }

  private WrittenOutput assertReadBack(List<RecordBatch> batches, RecordBatch batch)
      throws IOException {
    WrittenOutput written =
        WrittenOutput.of(new XlsxWriter(suffix -> TempFiles.in(folder, suffix)), batches);
    int width = batch.schema().width();
    Map<String, List<List<@Nullable Cell>>> sheets = PoiWorkbook.read(written.bytes(), width);
    assertThat(sheets).containsOnlyKeys("table");
    List<List<@Nullable Cell>> cells = sheets.get("table");
    List<List<@Nullable String>> rows = TestTables.rows(batch);
    assertThat(cells).hasSize(rows.size() + 1);
    List<String> names = new ArrayList<>();
    batch.schema().fields().forEach(field -> names.add(field.name()));
    assertThat(cells.get(0)).extracting(cell -> cell == null ? "" : cell.text()).isEqualTo(names);
    long keptAsText = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < width; column++) {
        String expected = rows.get(row).get(column);
        Cell cell = cells.get(row + 1).get(column);
        if (expected == null) {
          assertThat(cell).isNull();
        } else {
          assertThat(cell).isNotNull();
          keptAsText += assertCell(batch.schema().field(column).type(), expected, cell) ? 0 : 1;
        }
      }
    }
    assertThat(written.notices().isEmpty()).isEqualTo(keptAsText == 0);
    return written;
  }

  /** Whether the cell is of the kind its type should have, rather than text that Excel keeps. */
  private static boolean assertCell(ColumnType type, String expected, Cell cell) {
    String kind = type.name().replaceFirst("\\(.*", "");
    switch (kind) {
      case "text", "binary" -> {
        assertThat(cell).isEqualTo(new Cell("STRING", expected, "General", null));
        return true;
      }
      case "bool" -> {
        assertThat(cell).isEqualTo(new Cell("BOOLEAN", expected, "General", null));
        return true;
      }
      default -> {
        boolean native_ = isNative(kind, expected);
        if (!native_) {
          assertThat(cell).isEqualTo(new Cell("STRING", expected, "General", null));
          return false;
        }
        assertThat(cell.kind()).as(expected).isEqualTo("NUMERIC");
        assertNumber(type, expected, cell);
        return true;
      }
    }
  }

  /** Whether Excel has the value as a number, date or time and changes nothing about it. */
  private static boolean isNative(String kind, String text) {
    return switch (kind) {
      case "int32", "int64", "decimal" ->
          new BigDecimal(text).stripTrailingZeros().precision() <= 15;
      case "float32", "float64" -> {
        double value = Double.parseDouble(text);
        yield Double.isFinite(value) && (value == 0 || Math.abs(value) >= Double.MIN_NORMAL);
      }
      case "date" -> !LocalDate.parse(text).isBefore(FIRST_DATE);
      case "time" -> LocalTime.parse(text).getNano() % 1_000_000 == 0;
      default -> {
        LocalDateTime time = LocalDateTime.parse(text.replace("Z", ""));
        yield !time.toLocalDate().isBefore(FIRST_DATE) && time.getNano() % 1_000_000 == 0;
      }
    };
  }

  private static void assertNumber(ColumnType type, String expected, Cell cell) {
    if (type instanceof ColumnType.Decimal decimal) {
      assertThat(cell.text()).isEqualTo(expected);
      assertThat(cell.format())
          .isEqualTo(decimal.scale() == 0 ? "General" : "0." + "0".repeat(decimal.scale()));
      assertThat(new BigDecimal(cell.text()))
          .isEqualByComparingTo(new BigDecimal(Double.toString(Double.parseDouble(cell.text()))));
    } else if (type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64) {
      assertThat(cell.text()).isEqualTo(expected);
      assertThat(cell.format()).isEqualTo(expected.length() > 11 ? "0" : cell.format());
      assertThat(new BigDecimal(Double.parseDouble(cell.text()))).isEqualByComparingTo(expected);
    } else if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
      assertThat(Double.parseDouble(cell.text())).isEqualTo(Double.parseDouble(expected));
    } else if (type instanceof ColumnType.Date) {
      assertThat(cell.time()).isEqualTo(LocalDate.parse(expected).atStartOfDay());
      assertThat(cell.format()).isEqualTo("yyyy-mm-dd");
    } else if (type instanceof ColumnType.Time) {
      LocalTime time = LocalTime.parse(expected);
      assertThat(Double.parseDouble(cell.text()))
          .isEqualTo(time.toNanoOfDay() / 86_400e9, org.assertj.core.api.Assertions.within(1e-15));
      assertThat(cell.format()).isEqualTo(time.getNano() == 0 ? "hh:mm:ss" : "hh:mm:ss.000");
    } else {
      LocalDateTime time = LocalDateTime.parse(expected.replace("Z", ""));
      assertThat(cell.time()).isEqualTo(time);
      assertThat(cell.format())
          .isEqualTo("yyyy-mm-dd hh:mm:ss" + (time.getNano() == 0 ? "" : ".000"));
    }
  }
}
