package io.pyforge.core.writer.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyforge.core.testing.WrittenOutput;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook read by openpyxl, which shares no code with POI, where it is installed. */
class XlsxOpenpyxlTest {
  private static final String PRINT_CELLS =
      """
      import openpyxl, sys
      for sheet in openpyxl.load_workbook(sys.argv[1]):
          print(sheet.title, sheet.freeze_panes)
          for row in sheet.iter_rows(values_only=True):
              print(repr(row))
      """;

  @TempDir private Path folder;

  @Test
  void openpyxlReadsEveryCell() throws Exception {
    assumeTrue(
        run("python3", "-c", "import openpyxl") != null, "openpyxl is not installed: not checked");
    String printed = run("python3", "-c", PRINT_CELLS, workbook().toString());
    assertThat(printed)
        .isEqualTo(
            """
            orders A2
            ('id', 'price', 'name', 'day', 'at', 'paid')
            (1, 2.5, 'a <b> & "c"', datetime.datetime(2024, 3, 15, 0, 0), datetime.datetime(2024, 3, 15, 14, 30), True)
            (None, None, ' two\\nlines ', None, None, None)
            ('9007199254740993', -0.05, '日本 😀', datetime.datetime(1900, 3, 1, 0, 0), None, False)
            """);
  }

  private Path workbook() throws IOException {
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder =
        new BatchBuilder(
            batch,
            "orders",
            Schema.of(
                Field.of("id", new ColumnType.Int64()),
                Field.of("price", new ColumnType.Decimal(9, 2)),
                Field.of("name", new ColumnType.Text()),
                Field.of("day", new ColumnType.Date()),
                Field.of("at", new ColumnType.Timestamp(false)),
                Field.of("paid", new ColumnType.Bool())));
    builder.setLong(0, 1);
    builder.setDecimal(1, new BigDecimal("2.50"));
    builder.setText(2, "a <b> & \"c\"");
    builder.setLong(3, 19_797);
    builder.setLong(4, 1_710_513_000_000_000L);
    builder.setBoolean(5, true);
    builder.endRow();
    builder.setText(2, " two\nlines ");
    builder.endRow();
    builder.setLong(0, 9_007_199_254_740_993L);
    builder.setDecimal(1, new BigDecimal("-0.05"));
    builder.setText(2, "日本 😀");
    builder.setLong(3, -25_508);
    builder.setBoolean(5, false);
    builder.endRow();
    WrittenOutput written =
        WrittenOutput.of(new XlsxWriter(suffix -> TempFiles.in(folder, suffix)), List.of(batch));
    return Files.write(folder.resolve("orders.xlsx"), written.bytes());
  }

  /** What a command prints, or null when it is not there or fails. */
  private static @org.jspecify.annotations.Nullable String run(String... command)
      throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0 ? printed : null;
    } catch (IOException e) {
      return null;
    }
  }
}
