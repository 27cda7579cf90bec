package io.pyforge.core.writer.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.core.writer.excel.PoiWorkbook.Cell;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemoryTarget;
import io.pyforge.spi.testkit.TestTables;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.ss.util.PaneInformation;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxWriterTest {
  private static final Schema TEXT = Schema.of(Field.of("c", new ColumnType.Text()));

  @TempDir private Path folder;

  @Test
  void headerIsBoldAndStaysInSight() throws IOException {
    try (XSSFWorkbook workbook = open(write(texts("t", "a")).bytes())) {
      XSSFSheet sheet = workbook.getSheetAt(0);
      PaneInformation pane = sheet.getPaneInformation();
      assertThat(pane.isFreezePane()).isTrue();
      assertThat(pane.getHorizontalSplitTopRow()).isEqualTo((short) 1);
      assertThat(pane.getVerticalSplitPosition()).isZero();
      assertThat(sheet.getRow(0).getCell(0).getCellStyle().getFont().getBold()).isTrue();
      assertThat(sheet.getRow(1).getCell(0).getCellStyle().getFont().getBold()).isFalse();
      assertThat(workbook.getActiveSheetIndex()).isZero();
    }
  }

  @Test
  void columnsAreAsWideAsTheirFirstValues() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "t",
            Schema.of(
                Field.of("id", new ColumnType.Int64()),
                Field.of("a name of some length", new ColumnType.Bool()),
                Field.of("text", new ColumnType.Text()),
                Field.of("word", new ColumnType.Text()),
                Field.of("day", new ColumnType.Date())));
    for (int row = 0; row < 300; row++) {
      builder.setLong(0, row);
      builder.setText(2, "x".repeat(row));
      builder.setText(3, row == 99 ? "日本語日本語" : row > 100 ? "y".repeat(row) : "");
      builder.setLong(4, 20_000);
      builder.endRow();
    }
    try (XSSFWorkbook workbook = open(write(batch).bytes())) {
      List<Float> widths = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        widths.add(workbook.getSheetAt(0).getColumnWidth(i) / 256f);
      }
      assertThat(widths).containsExactly(8f, 23f, 60f, 14f, 12f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "4, 2", "7, 3", "6, 2", "0, 1"})
  void rowsBeyondAFullSheetGoOnInTheNext(int rows, int sheets) throws IOException {
    String[] values = new String[rows];
    Arrays.setAll(values, i -> "v" + i);
    RecordBatch batch = texts("orders", values);
    XlsxWriter writer = new XlsxWriter(suffix -> TempFiles.in(folder, suffix), 4);
    WrittenOutput written =
        WrittenOutput.of(
            writer,
            List.of(TestTables.slice(batch, 0, rows / 2), TestTables.slice(batch, rows / 2, rows)));
    Map<String, List<List<@Nullable Cell>>> read = PoiWorkbook.read(written.bytes(), 1);
    List<String> names = new ArrayList<>(List.of("orders", "orders (2)", "orders (3)"));
    assertThat(read.keySet()).containsExactlyElementsOf(names.subList(0, sheets));
    List<String> all = new ArrayList<>();
    read.values()
        .forEach(
            sheet -> {
              assertThat(sheet).hasSizeLessThanOrEqualTo(4);
              assertThat(text(sheet.get(0).get(0))).isEqualTo("c");
              sheet.subList(1, sheet.size()).forEach(row -> all.add(text(row.get(0))));
            });
    assertThat(all).containsExactly(values);
    if (sheets == 1) {
      assertThat(written.notices()).isEmpty();
    } else {
      assertThat(written.notices())
          .containsExactly(
              new Notice(
                  "sheet-split",
                  "table orders has more than the 3 rows that a sheet holds with the names of its"
                      + " columns, and goes on in "
                      + String.join(", ", names.subList(1, sheets))));
    }
  }

  @Test
  void tablesThatComeMixedGetTheirOwnSheets() throws IOException {
    MemoryTarget target = MemoryTarget.ofFile();
    List<String> tables = List.of("a", "b", "c");
    Random random = new Random(5);
    Map<String, List<String>> expected = new HashMap<>();
    try (TabularOutput output =
        new XlsxWriter(suffix -> TempFiles.in(folder, suffix))
            .open(target, OptionValues.none(), new WriteContext("s", Map.of(), 3))) {
      Map<String, TableSink> sinks = new HashMap<>();
      for (String table : tables) {
        sinks.put(table, output.sink(table, TEXT));
      }
      for (int i = 0; i < 60; i++) {
        String table = tables.get(random.nextInt(3));
        // Random letters do not shrink, so that sheets outgrow memory.
        String[] values = new String[40];
        Arrays.setAll(values, v -> letters(random, 100));
        TableSink sink = sinks.get(table);
        BatchEncoder encoder = sink.newEncoder();
        sink.append(encoder.encode(texts(table, values)));
        expected.computeIfAbsent(table, t -> new ArrayList<>()).addAll(List.of(values));
      }
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).as("parts on disk").isNotEmpty();
      }
      output.finish();
    }
    target.publish();
    Map<String, List<List<@Nullable Cell>>> read = PoiWorkbook.read(target.bytes(""), 1);
    assertThat(read.keySet()).containsExactlyElementsOf(tables);
    for (String table : tables) {
      assertThat(read.get(table).stream().skip(1).map(row -> text(row.get(0))))
          .containsExactlyElementsOf(expected.get(table));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("temporary files left").isEmpty();
    }
  }

  @Test
  void abandonedOutputLeavesNoTemporaryFiles() throws IOException {
    MemoryTarget target = MemoryTarget.ofFile();
    try (TabularOutput output =
        new XlsxWriter(suffix -> TempFiles.in(folder, suffix))
            .open(target, OptionValues.none(), new WriteContext("s", Map.of(), 1))) {
      TableSink sink = output.sink("t", TEXT);
      String[] values = new String[3000];
      Arrays.setAll(values, v -> letters(new Random(v), 100));
      sink.append(sink.newEncoder().encode(texts("t", values)));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(1);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void everyCharacterComesBackAndWhatLooksEscapedToo() throws IOException {
    List<String> values = new ArrayList<>();
    for (int c = 0; c < 0x300; c++) {
      values.add("" + (char) c);
      values.add("ab" + (char) c + "cdefghij" + (char) c);
    }
    values.addAll(
        List.of(
            "_x0041_",
            "_x005F_",
            "a_x000d_b",
            "_x00",
            "__x0041_",
            "_x00G1_",
            "_x0041",
            "x_",
            "\uFFFE",
            "\uFFFF",
            "\uFFFD",
            "\uFEFF",
            "ｱ",
            "😀",
            "]]>",
            "<b>&amp;</b>",
            "a\r\nb",
            " lead",
            "trail ",
            "\n",
            ""));
    WrittenOutput written = write(texts("t", values.toArray(String[]::new)));
    List<List<@Nullable Cell>> rows = PoiWorkbook.read(written.bytes(), 1).get("t");
    for (int i = 0; i < values.size(); i++) {
      assertThat(text(rows.get(i + 1).get(0))).isEqualTo(values.get(i));
    }
  }

  @Test
  void numbersKeepFifteenDigitsOrAreText() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "t",
            Schema.of(
                Field.of("i", new ColumnType.Int64()),
                Field.of("d", new ColumnType.Decimal(18, 2)),
                Field.of("w", new ColumnType.Decimal(38, 20))));
    long[] integers = {
      999_999_999_999_999L, 1_000_000_000_000_001L, 9_007_199_254_740_993L, 10_000_000_000_000_000L
    };
    String[] decimals = {"1.50", "9999999999999.99", "99999999999999.99", "1000000000000000.00"};
    String[] wide = {
      "0.00000000000000000001",
      "123456789012345678.00000000000000000000",
      "100000000000000000.00000000000000000000",
      "0.12345678901234500000"
    };
    for (int i = 0; i < 4; i++) {
      builder.setLong(0, integers[i]);
      builder.setDecimal(1, new BigDecimal(decimals[i]));
      builder.setDecimal(2, new BigDecimal(wide[i]));
      builder.endRow();
    }
    WrittenOutput written = write(batch);
    List<List<@Nullable Cell>> rows = PoiWorkbook.read(written.bytes(), 3).get("t");
    assertThat(kinds(rows, 0)).containsExactly("NUMERIC", "STRING", "STRING", "NUMERIC");
    assertThat(kinds(rows, 1)).containsExactly("NUMERIC", "NUMERIC", "STRING", "NUMERIC");
    assertThat(kinds(rows, 2)).containsExactly("NUMERIC", "STRING", "NUMERIC", "NUMERIC");
    assertThat(text(rows.get(3).get(0))).isEqualTo("9007199254740993");
    assertThat(text(rows.get(1).get(1))).isEqualTo("1.50");
    assertThat(written.notices())
        .containsExactly(
            new Notice(
                "numbers-kept-as-text",
                "table t: numbers of more than the 15 significant digits that Excel keeps are text:"
                    + " 2 in column i, 1 in column d, 1 in column w"));
  }

  @Test
  void datesBeginAfterTheLeapDayThatNeverWas() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "t",
            Schema.of(
                Field.of("day", new ColumnType.Date()),
                Field.of("at", new ColumnType.Timestamp(true))));
    LocalDate[] days = {
      LocalDate.of(1900, 2, 28),
      LocalDate.of(1900, 3, 1),
      LocalDate.of(9999, 12, 31),
      LocalDate.of(9999, 12, 31).plusDays(1)
    };
    for (LocalDate day : days) {
      builder.setLong(0, day.toEpochDay());
      LocalDateTime noon = day.atTime(12, 0, 0, 250_000_000);
      builder.setLong(1, noon.toInstant(ZoneOffset.UTC).toEpochMilli() * 1000);
      builder.endRow();
    }
    WrittenOutput written = write(batch);
    List<List<@Nullable Cell>> rows = PoiWorkbook.read(written.bytes(), 2).get("t");
    assertThat(rows.stream().skip(1).map(row -> text(row.get(0))))
        .containsExactly("1900-02-28", "61", "2958465", "+10000-01-01");
    assertThat(rows.stream().skip(1).map(row -> text(row.get(1))))
        .containsExactly(
            "1900-02-28T12:00:00.25Z",
            "61.500002893519",
            "2958465.500002893519",
            "+10000-01-01T12:00:00.25Z");
    assertThat(written.messages())
        .containsExactly(
            "table t: dates before 1900-03-01 or after 9999-12-31, which Excel's calendar does not"
                + " hold rightly, are text: 2 in column day, 2 in column at");
  }

  @Test
  void textThatIsTooLongForACellFailsOrIsCut() throws IOException {
    // Random letters, because POI refuses what shrinks too well.
    String fits = letters(new Random(1), 32_767);
    String emoji = fits.substring(1) + "😀";
    String accents = "é".repeat(4) + letters(new Random(2), 40_000);
    assertThat(PoiWorkbook.read(write(texts("t", fits)).bytes(), 1).get("t").get(1))
        .extracting(XlsxWriterTest::text)
        .containsExactly(fits);
    assertThatThrownBy(() -> write(texts("t", emoji)))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(e.code()).isEqualTo("text-too-long");
              assertThat(e.problem())
                  .isEqualTo(
                      "test: table t, column c: a text has 32,768 characters, and a cell of Excel"
                          + " holds 32,767");
              assertThat(e.remedy()).contains("--on-long-text truncate");
            });
    WrittenOutput cut = write(texts("t", emoji, fits, accents), "truncate");
    List<List<@Nullable Cell>> rows = PoiWorkbook.read(cut.bytes(), 1).get("t");
    assertThat(text(rows.get(1).get(0))).isEqualTo(fits.substring(1));
    assertThat(text(rows.get(2).get(0))).isEqualTo(fits);
    assertThat(text(rows.get(3).get(0))).isEqualTo(accents.substring(0, 32_767));
    assertThat(cut.notices())
        .containsExactly(
            new Notice(
                "texts-cut",
                "table t: texts longer than the 32,767 characters of a cell were cut: 2 in column"
                    + " c"));
  }

  @Test
  void moreColumnsThanASheetHoldsAreRefused() throws IOException {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 16_384; i++) {
      fields.add(Field.of("c" + i, new ColumnType.Bool()));
    }
    RecordBatch widest = TestTables.empty(new Schema(fields));
    try (XSSFWorkbook workbook = open(write(widest).bytes())) {
      assertThat(workbook.getSheetAt(0).getRow(0).getCell(16_383).getReference()).isEqualTo("XFD1");
    }
    fields.add(Field.of("more", new ColumnType.Bool()));
    assertThatThrownBy(() -> write(TestTables.empty(new Schema(fields))))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
              assertThat(e.code()).isEqualTo("too-many-columns");
              assertThat(e.problem()).contains("16,385 columns", "holds 16,384");
            });
  }

  @Test
  void namesOfSheetsAreMadeValidAndUniqueAndThatIsTold() throws IOException {
    List<String> tables =
        List.of(
            "Orders",
            "orders",
            "a/b[c]:*?\\",
            "'quoted'",
            "",
            "History",
            "x".repeat(40),
            "x".repeat(39),
            "<&\">",
            "日本 😀");
    MemoryTarget target = MemoryTarget.ofFile();
    List<Notice> notices;
    try (TabularOutput output =
        new XlsxWriter(suffix -> TempFiles.in(folder, suffix))
            .open(target, OptionValues.none(), new WriteContext("s", Map.of(), 3))) {
      for (String table : tables) {
        output.sink(table, TEXT);
      }
      notices = output.finish();
    }
    target.publish();
    assertThat(PoiWorkbook.read(target.bytes(""), 1).keySet())
        .containsExactly(
            "Orders",
            "orders_2",
            "a_b_c_____",
            "_quoted_",
            "Sheet",
            "History_",
            "x".repeat(31),
            "x".repeat(29) + "_2",
            "<&\">",
            "日本 😀");
    assertThat(notices).extracting(Notice::code).containsOnly("sheet-renamed").hasSize(7);
    assertThat(notices.get(0).message())
        .isEqualTo("table orders is in sheet orders_2, as Excel does not take its name");
  }

  @Test
  void nothingOfTheTimeOrPlaceOfWritingIsInTheFile() throws IOException {
    byte[] bytes = write(texts("t", "a")).bytes();
    List<String> parts = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.add(entry.getName());
        assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
      }
    }
    assertThat(parts)
        .containsExactly(
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml");
  }

  private static List<String> kinds(List<List<@Nullable Cell>> rows, int column) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(column))
        .map(cell -> cell == null ? "" : cell.kind())
        .toList();
  }

  private static String text(@Nullable Cell cell) {
    return cell == null ? "<none>" : cell.text();
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }

  private static XSSFWorkbook open(byte[] bytes) throws IOException {
    return new XSSFWorkbook(new ByteArrayInputStream(bytes));
  }

  private WrittenOutput write(RecordBatch batch) throws IOException {
    return write(batch, "error");
  }

  private WrittenOutput write(RecordBatch batch, String onLongText) throws IOException {
    return WrittenOutput.of(
        new XlsxWriter(suffix -> TempFiles.in(folder, suffix)),
        List.of(batch),
        "on-long-text",
        onLongText);
  }

  private static RecordBatch texts(String table, String... values) {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, table, TEXT);
    for (String value : values) {
      builder.setText(0, value);
      builder.endRow();
    }
    return batch;
  }
}
