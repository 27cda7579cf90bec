package io.pyforge.core.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An input of several tables: a file each in a folder, or a sheet each in a workbook. */
class ManyTablesTest {
  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void archiveOfTwoTables() throws IOException {
    input = folder.resolve("shop.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(input))) {
      zip.putNextEntry(new ZipEntry("orders.csv"));
      zip.write("id,price\n1,2.50\n2,\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("customers.csv"));
      zip.write("id,name\n7,Ann\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          csv   ~ csv   ~ id,price@1,2.50@2,@
          json  ~ json  ~ [|{"id":1,"price":2.50},|{"id":2,"price":null}|]|
          jsonl ~ jsonl ~ {"id":1,"price":2.50}|{"id":2,"price":null}|
          txt   ~ txt   ~ id<tab>price|1<tab>2.50|2<tab>\\N|
          """)
  void eachTableHasAFileInAFolder(String format, String suffix, String orders) throws IOException {
    ConversionResult result = convert(ConversionRequest.of(input.toString()), format);
    Path place = folder.resolve("shop_" + suffix);
    assertThat(result.outputPath()).isEqualTo(place.toString());
    assertThat(result.outputs())
        .extracting(TableOutput::path)
        .containsExactly(
            place.resolve("orders." + suffix).toString(),
            place.resolve("customers." + suffix).toString());
    assertThat(Files.readString(place.resolve("orders." + suffix)))
        .isEqualTo(orders.replace("@", "\r\n").replace('|', '\n').replace("<tab>", "\t"));
  }

  @Test
  void eachTableHasASheet() throws IOException {
    ConversionResult result = convert(ConversionRequest.of(input.toString()), "xlsx");
    Path workbook = folder.resolve("shop.xlsx");
    assertThat(result.outputs())
        .extracting(TableOutput::path)
        .containsExactly(workbook.toString(), workbook.toString());
    List<String> cells = new ArrayList<>();
    try (InputStream in = Files.newInputStream(workbook);
        XSSFWorkbook poi = new XSSFWorkbook(in)) {
      for (int i = 0; i < poi.getNumberOfSheets(); i++) {
        XSSFSheet sheet = poi.getSheetAt(i);
        cells.add(sheet.getSheetName());
        sheet.forEach(row -> row.forEach(cell -> cells.add(cell.toString())));
      }
    }
    assertThat(cells)
        .containsExactly(
            "orders", "id", "price", "1.0", "2.5", "2.0", "customers", "id", "name", "7.0", "Ann");
  }

  @Test
  void standardOutputTakesOneTableOnly() {
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class,
            () -> convert(ConversionRequest.of(input.toString()).withOutput("-"), "csv"));
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.code()).isEqualTo("several-tables");
  }

  private ConversionResult convert(ConversionRequest request, String format) throws IOException {
    HostEnvironment environment =
        new HostEnvironment(
            Map.of(),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir")));
    try (Forge forge = Forge.create(environment)) {
      return forge.convert(request.withOutputFormat(format));
    }
  }
}
