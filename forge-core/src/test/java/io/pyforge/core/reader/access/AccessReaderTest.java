package io.pyforge.core.reader.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.healthmarketscience.jackcess.ColumnBuilder;
import com.healthmarketscience.jackcess.DataType;
import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableBuilder;
import io.pyforge.core.Forge;
import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that Jackcess makes, converted. */
class AccessReaderTest {
  @TempDir Path folder;

  private int outputs;

  private ConversionResult convert(Path file, String... options) {
    ConversionRequest request =
        ConversionRequest.of(file.toString())
            .withOutput(folder.resolve("out" + outputs++ + ".parquet").toString());
    for (int i = 0; i < options.length; i += 2) {
      request = request.withOption(options[i], options[i + 1]);
    }
    try (Forge forge = Forge.create()) {
      return forge.convert(request);
    }
  }

  private static Map<String, List<List<@Nullable String>>> rows(ConversionResult result) {
    Map<String, List<List<@Nullable String>>> rows = new LinkedHashMap<>();
    for (TableOutput output : result.outputs()) {
      rows.put(output.table(), ParquetReadback.agreed(Path.of(output.path())));
    }
    return rows;
  }

  private static List<String> types(TableOutput output) {
    return output.schema().fields().stream().map(f -> f.type().name()).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = FileFormat.class,
      names = {"V2000", "V2003", "V2007", "V2010", "V2016", "V2019"})
  void everyTypeIsExact(FileFormat format) throws IOException {
    boolean newest = format == FileFormat.V2019;
    Path file = folder.resolve("types" + format.getFileExtension());
    try (Database database = AccessDatabase.create(file, format)) {
      AccessDatabase.addEveryType(database, newest);
    }
    ConversionResult result = convert(file);
    assertThat(result.outputs()).hasSize(1);
    List<String> types =
        new ArrayList<>(
            List.of(
                "int32",
                "bool",
                "int32",
                "int32",
                "int32",
                "float32",
                "float64",
                "decimal(19,4)",
                "decimal(28,10)",
                "timestamp",
                "text",
                "text",
                "text",
                "binary",
                "binary"));
    List<@Nullable String> values =
        new ArrayList<>(
            List.of(
                "1",
                "true",
                "200",
                "-32768",
                "2147483647",
                "1.1",
                "0.1",
                "-922337203685477.5808",
                "123456789012345678.0123456789",
                "1899-12-30T14:30:05",
                "Z\u00FCrich \uD83D\uDE00",
                "first\r\nsecond",
                "{6B29FC40-CA47-1067-B31D-00DD010662DA}",
                "AAH/",
                "b2xl"));
    if (newest) {
      types.addAll(List.of("int64", "timestamp"));
      values.addAll(List.of("-9223372036854775808", "2024-03-15T14:30:05.123456"));
    }
    assertThat(types(result.outputs().get(0))).isEqualTo(types);
    List<List<@Nullable String>> rows = rows(result).get("Every Type");
    assertThat(rows.get(0)).isEqualTo(values);
    List<@Nullable String> nulls = new ArrayList<>(Arrays.asList(new String[values.size()]));
    nulls.set(0, "2");
    nulls.set(1, "false"); // yes and no has no null in Access
    assertThat(rows.get(1)).isEqualTo(nulls);
    assertThat(result.notices()).isEmpty();
  }

  @Test
  void tablesBecomeFilesAndEmptyOnesToo() throws IOException {
    Path file = folder.resolve("shop.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
    }
    Map<String, List<List<@Nullable String>>> rows = rows(convert(file));
    assertThat(rows).containsOnlyKeys("Customers", "Orders", "Returns");
    assertThat(rows.get("Customers")).containsExactly(List.of("1", "Ann"), List.of("2", ""));
    assertThat(rows.get("Orders"))
        .containsExactly(List.of("10", "1", "12.5000"), Arrays.asList("11", "2", null));
    assertThat(rows.get("Returns")).isEmpty();
  }

  @Test
  void schemaFileTellsKeysIndexesAndRelationships() throws IOException {
    Path file = folder.resolve("shop.mdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2003)) {
      AccessDatabase.addShop(database);
    }
    ConversionResult result = convert(file);
    String schema =
        Files.readString(Path.of(result.outputs().get(0).path()).resolveSibling("_schema.json"))
            .replaceAll("\\s", "");
    assertThat(schema)
        .contains("\"primary_key\":true,\"unique\":true,\"columns\":[{\"name\":\"Id\"")
        .contains("\"name\":\"ByTotal\",\"primary_key\":false,\"unique\":false")
        .contains("\"name\":\"Total\",\"ascending\":false")
        .contains("\"from_table\":\"Customers\",\"from_columns\":[\"Id\"],\"to_table\":\"Orders\"")
        .contains("\"enforced\":true")
        .contains("\"cascade_deletes\":true");
  }

  @Test
  void tablesAreChosenByName() throws IOException {
    Path file = folder.resolve("shop.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
    }
    assertThat(rows(convert(file, "tables", "o*"))).containsOnlyKeys("Orders");
    assertThat(rows(convert(file, "system-tables", "true"))).containsKey("MSysObjects");
    try (Forge forge = Forge.create()) {
      ForgeException failure =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              ForgeException.class,
              () ->
                  forge.convert(
                      ConversionRequest.of(file.toString())
                          .withOutput(folder.resolve("x").toString())
                          .withOption("tables", "Nothing")));
      assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
      assertThat(failure.remedy()).contains("Customers");
    }
  }

  @Test
  void momentsOfMoreThanMicrosecondsAreText() throws IOException {
    Path file = folder.resolve("t.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2019)) {
      Table table =
          new TableBuilder("T")
              .addColumn(new ColumnBuilder("At", DataType.EXT_DATE_TIME))
              .toTable(database);
      table.addRow(LocalDateTime.of(2024, 3, 15, 0, 0));
      table.addRow(LocalDateTime.of(2024, 3, 15, 14, 30, 5, 123_456_700));
    }
    ConversionResult result = convert(file);
    assertThat(types(result.outputs().get(0))).containsExactly("text");
    assertThat(rows(result).get("T"))
        .containsExactly(List.of("2024-03-15T00:00:00"), List.of("2024-03-15T14:30:05.1234567"));
    assertThat(result.notices()).extracting(Notice::code).containsExactly("type-widened");
  }

  @Test
  void linkedTablesAreToldAndFollowedOnRequest() throws IOException {
    Path there = folder.resolve("there.accdb");
    try (Database database = AccessDatabase.create(there, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
    }
    Path here = folder.resolve("here.accdb");
    try (Database database = AccessDatabase.create(here, FileFormat.V2010)) {
      new TableBuilder("Own").addColumn(new ColumnBuilder("Id", DataType.LONG)).toTable(database);
      database.createLinkedTable("Linked", "C:\\data\\there.accdb", "Customers");
      database.createLinkedTable("Lost", "C:\\data\\lost.accdb", "Customers");
    }
    ConversionResult left = convert(here);
    assertThat(rows(left)).containsOnlyKeys("Own");
    assertThat(left.notices())
        .extracting(Notice::code)
        .containsExactly("table-linked", "table-linked");
    assertThat(left.notices().get(0).message()).contains("there.accdb").contains("--follow-links");
    Map<String, List<List<@Nullable String>>> followed =
        rows(convert(here, "follow-links", "true"));
    assertThat(followed).containsOnlyKeys("Own", "Linked");
    assertThat(followed.get("Linked")).hasSize(2);
  }

  @Test
  void aDamagedTableFailsAlone() throws IOException {
    Path file = folder.resolve("damaged.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
      Table table =
          new TableBuilder("Broken")
              .addColumn(new ColumnBuilder("Mark", DataType.TEXT).setLengthInUnits(60))
              .toTable(database);
      for (int i = 0; i < 200; i++) {
        table.addRow("find me " + i);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = indexOf(bytes, "find me 150".getBytes(StandardCharsets.UTF_16LE));
    int page = at / 4096 * 4096;
    Arrays.fill(bytes, page + 12, page + 100, (byte) 0x7F); // where the rows of the page are
    Files.write(file, bytes);
    ConversionResult result = convert(file);
    assertThat(rows(result)).containsOnlyKeys("Customers", "Orders", "Returns");
    assertThat(result.failedTables()).extracting(FailedTable::table).containsExactly("Broken");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    Conversions conversions = new Conversions(folder, "t.mdb", 1);
    assertThat(conversions.failure("").code()).isEqualTo("empty-input");
    assertThat(conversions.failure("no database").code()).isEqualTo("not-access");
    byte[] head = new byte[5000];
    System.arraycopy(
        "\0\1\0\0Standard Jet DB\0\1".getBytes(StandardCharsets.ISO_8859_1), 0, head, 0, 21);
    ForgeException failure = conversions.failure(conversions.write("cut.mdb", head));
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
  }

  @Test
  void infoTellsVersionAndRelationships() throws IOException {
    Path file = folder.resolve("shop.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
    }
    MemorySource source = new MemorySource("shop.accdb", Files.readAllBytes(file));
    try (TabularInput input =
        new AccessReader().open(source, OptionValues.none(), new TestReadContext(folder))) {
      assertThat(input.properties())
          .containsEntry("version", "V2010")
          .containsEntry("relationships", "1");
      assertThat(input.tables().get(0).rowCount()).hasValue(2);
    }
  }

  @Test
  void encodingIsForAccess97Only() throws IOException {
    Path file = folder.resolve("shop.accdb");
    try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
      AccessDatabase.addShop(database);
    }
    ForgeException failure = new Conversions(folder, 1).failure(file, "encoding", "windows-1251");
    assertThat(failure.code()).isEqualTo("encoding-not-taken");
  }
}
