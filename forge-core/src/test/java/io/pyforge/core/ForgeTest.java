package io.pyforge.core;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's one door, with delimited text going in. */
class ForgeTest {
  private static final String SMALL = "id,name\n1,a\n2,b\n3,c\n";

  @TempDir Path folder;
  private Forge forge;

  @BeforeEach
  void open() {
    forge =
        Forge.create(
            new HostEnvironment(
                Map.of("PYFORGE_PARALLEL_WORKERS", "2"),
                Map.of(
                    "user.home",
                    folder.toString(),
                    "java.io.tmpdir",
                    System.getProperty("java.io.tmpdir"))));
  }

  @AfterEach
  void close() {
    forge.close();
  }

  @Test
  void anOutputThatIsNotNamedStandsBesideTheInput() throws IOException {
    ConversionResult result = forge.convert(request("t.csv", SMALL));
    assertThat(result.outputPath()).isEqualTo(folder.resolve("t.parquet").toString());
    assertThat(result.rowCount()).isEqualTo(3);
    assertThat(result.engine()).isEqualTo("local");
    assertThat(result.bytesIn()).isEqualTo(SMALL.length());
    assertThat(result.bytesOut()).isEqualTo(Files.size(folder.resolve("t.parquet")));
    assertThat(result.attempts()).hasSize(1);
  }

  @Test
  void aTemporaryFolderThatIsMissingStopsAConversionThatWouldNotNeedIt() throws IOException {
    Path missing = folder.resolve("missing");
    ConversionRequest request = request("t.csv", SMALL);
    try (Forge other =
        Forge.create(
            new HostEnvironment(
                Map.of("PYFORGE_TEMP_DIR", missing.toString()),
                Map.of("user.home", folder.toString())))) {
      assertTemporaryFolderMissing(missing, () -> other.convert(request));
      assertTemporaryFolderMissing(
          missing, () -> other.convertAll(BulkRequest.of(request.input(), request.input())));
      assertThat(other.info(request).tables()).hasSize(1);
    }
    assertThat(missing).doesNotExist();
    assertThat(folder.resolve("t.parquet")).doesNotExist();
  }

  private static void assertTemporaryFolderMissing(Path missing, ThrowingCallable conversion) {
    assertThatThrownBy(conversion)
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("temp-dir-missing");
              assertThat(e.problem()).startsWith(missing + ": ");
              assertThat(e.remedy()).contains("PYFORGE_TEMP_DIR");
            });
  }

  @Test
  void anObjectOfJsonIsReadAsSuchWhateverItsName() throws IOException {
    ConversionRequest lines = request("jl.csv", "{\"id\":1,\"a\":\"x\"}\n{\"id\":2,\"a\":\"y\"}\n");
    assertThat(forge.preview(lines, Optional.empty(), 9).rows())
        .containsExactly(asList("1", "x"), asList("2", "y"));
    assertThat(forge.preview(request("c.csv", "{a},b\n1,2\n"), Optional.empty(), 9).rows())
        .containsExactly(asList("1", "2"));
  }

  @Test
  void theLineOfExcelThatNamesTheDelimiterIsNoRow() throws IOException {
    FileReport report = forge.info(request("t.csv", "sep=;\r\na;b,c\r\n1;2,5\r\n"));
    assertThat(report.properties()).containsEntry("delimiter", ";");
    assertThat(report.tables().get(0).schema().fields())
        .extracting(Field::name)
        .containsExactly("a", "b,c");
    ConversionRequest named = request("u.csv", "SEP=|\na|b;c\n1|2\n").withOption("delimiter", ";");
    assertThat(forge.preview(named, Optional.empty(), 9).schema().field(0).name()).isEqualTo("a|b");
    assertThat(forge.preview(request("v.csv", "sep=ab,c\n1,2\n"), Optional.empty(), 9).rows())
        .containsExactly(asList("1", "2"));
  }

  @Test
  void aMistypedSuffixOfTheOutputIsTold() throws IOException {
    ConversionRequest request = request("t.csv", SMALL);
    String output = folder.resolve("report.cvs").toString();
    assertThat(forge.convert(request.withOutput(output)).notices())
        .extracting(Notice::message)
        .containsExactly(output + " is parquet: its suffix is of no format; --to names another");
    ConversionRequest again = request.withOutput(output).withForce(true);
    assertThat(forge.convert(again.withOutputFormat("csv")).notices()).isEmpty();
    for (String plain : new String[] {"plain", "v1.2", "data.parquet", "x.csv.gz"}) {
      String place = folder.resolve(plain).toString();
      assertThat(forge.convert(request.withOutput(place)).notices()).as(plain).isEmpty();
    }
  }

  @Test
  void timesThatBecomeTextAreTold() throws IOException {
    ConversionRequest request =
        request("t.csv", "at,n\n09:00:00,1\n").withOption("schema", "at:time");
    assertThat(forge.convert(request).notices())
        .extracting(Notice::message)
        .containsExactly(
            "times of day are written as text, which every engine reads: column at; --time-type"
                + " time keeps their type");
    assertThat(forge.convert(request.withForce(true).withOption("time-type", "time")).notices())
        .isEmpty();
  }

  @Test
  void aPreviewOfOneTableOfSeveralSaysSo() throws IOException {
    ConversionRequest zip =
        ConversionRequest.of(zip("two.zip", Map.of("a.csv", SMALL, "b.csv", SMALL)).toString());
    assertThat(forge.preview(zip, Optional.empty(), 9).notices())
        .extracting(Notice::message)
        .containsExactly(
            "this is the first of 2 tables; --table shows another, pyforge info names them");
    assertThat(forge.preview(zip, Optional.of("b"), 9).notices()).isEmpty();
    assertThat(forge.preview(request("t.csv", SMALL), Optional.empty(), 9).notices()).isEmpty();
  }

  @Test
  void severalTablesDoNotGoToOneStream() throws IOException {
    Path zip = zip("two.zip", Map.of("a.csv", SMALL, "b.csv", SMALL));
    assertThatThrownBy(
            () ->
                forge.convert(
                    ConversionRequest.of(zip.toString()).withOutput("-").withOutputFormat("csv")))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("several-tables");
            });
  }

  @Test
  void theSuffixOfAnOutputIsThatOfTheInputsDefault() {
    assertThat(forge.outputSuffix("in/report.PDF")).isEqualTo("txt");
    assertThat(forge.outputSuffix("report.pdf.gz")).isEqualTo("txt");
    assertThat(forge.outputSuffix("sales.csv")).isEqualTo("parquet");
    assertThat(forge.outputSuffix("no-suffix")).isEqualTo("parquet");
  }

  @Test
  void aSlashBehindTheOutputMakesAFolderOfTables() throws IOException {
    String output = folder.resolve("out") + "/";
    ConversionRequest request = request("t.csv", SMALL).withOutput(output);
    assertThat(forge.plan(request).outputPath()).isEqualTo(output);
    ConversionResult result = forge.convert(request);
    assertThat(result.outputs())
        .extracting(TableOutput::path)
        .containsExactly(output + "t.parquet");
    assertThat(ParquetReadback.agreed(folder.resolve("out/t.parquet"))).hasSize(3);
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("t.parquet", "_pyforge.json");
  }

  @Test
  void aReplacedOutputLosesTheRejectsOfTheOneBefore() throws IOException {
    ConversionRequest request = request("t.csv", SMALL + "4\n").withOption("on-ragged", "reject");
    forge.convert(request);
    Path rejects = folder.resolve("t.parquet.rejects.csv");
    assertThat(rejects).exists();
    Files.writeString(folder.resolve("t.csv"), SMALL);
    forge.convert(request.withForce(true));
    assertThat(rejects).doesNotExist();
    Files.writeString(folder.resolve("mine.csv"), "x");
    forge.convert(
        request.withForce(true).withOption("rejects", folder.resolve("mine.csv").toString()));
    assertThat(folder.resolve("mine.csv")).hasContent("x");
  }

  @Test
  void aDefaultForAnOptionThatThereIsNotIsTold() throws IOException {
    Path config = folder.resolve(".pyforge/config.yaml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "options:\n  on-raged: error\n  sheets: a\n");
    close();
    open();
    assertThat(forge.convert(request("t.csv", SMALL)).notices())
        .extracting(Notice::message)
        .containsExactly(
            "the configuration file sets option on-raged, which nothing takes; see pyforge convert"
                + " --help");
  }

  @Test
  void aDamagedMemberOfAnArchiveFailsAlone() throws IOException {
    String late = "{\"n\":1}\n".repeat(900_000) + "{\"n\":\n";
    Path zip = zip("all.zip", Map.of("good.csv", SMALL, "early.json", "[{", "late.jsonl", late));
    ConversionResult result = forge.convert(ConversionRequest.of(zip.toString()));
    assertThat(result.outputs()).extracting(TableOutput::table).containsExactly("good");
    assertThat(result.outputs().get(0).rowCount()).isEqualTo(3);
    assertThat(result.failedTables())
        .extracting(FailedTable::table)
        .containsExactlyInAnyOrder("early.json", "late");
    assertThat(result.failedTables()).extracting(FailedTable::kind).containsOnly(ErrorKind.INPUT);
    assertThat(result.failedTables())
        .filteredOn(failed -> failed.table().equals("late"))
        .singleElement()
        .extracting(FailedTable::problem, as(InstanceOfAssertFactories.STRING))
        .contains("late.jsonl", "900001");
    assertThat(Path.of(result.outputPath()).toFile().list())
        .containsExactlyInAnyOrder("good.parquet", "_pyforge.json");
    assertThat(forge.validate(ConversionRequest.of(zip.toString()), true).problems())
        .extracting(ValidationReport.Problem::code)
        .hasSize(2);
  }

  @Test
  void anArchiveOfDamagedMembersFailsAndLeavesNothing() throws IOException {
    Path zip = zip("all.zip", Map.of("a.json", "[{", "b.json", "{"));
    assertThatThrownBy(() -> forge.convert(ConversionRequest.of(zip.toString())))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INPUT))
        .hasMessageContaining("none of the 2 tables of")
        .hasMessageContaining(".json");
    assertThat(folder.resolve("all")).doesNotExist();
    assertThat(folder.resolve("all.parquet")).doesNotExist();
  }

  private Path zip(String name, Map<String, String> members) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> member : new TreeMap<>(members).entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  @Test
  void anArchiveOfSeveralTextsIsAFolderOfTables() throws IOException {
    String late = "n,m\n" + "1,2\n".repeat(1_200_000) + "x,2\n";
    Path zip = folder.resolve("all.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String[] member :
          new String[][] {
            {"a.csv", SMALL}, {"sub/a.csv", late}, {"b.tsv", "x\ty\n1\t2.5\n"}, {"c.bin", "\0\1\2"}
          }) {
        out.putNextEntry(new ZipEntry(member[0]));
        out.write(member[1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    ConversionResult result = forge.convert(ConversionRequest.of(zip.toString()));
    assertThat(result.outputs()).extracting(TableOutput::table).containsExactly("a", "sub_a", "b");
    assertThat(result.outputs())
        .extracting(TableOutput::rowCount)
        .containsExactly(3L, 1_200_001L, 1L);
    assertThat(result.notices())
        .extracting(Notice::code)
        .contains("member-skipped", "type-widened");
    assertThat(ParquetReadback.agreed(Path.of(result.outputs().get(2).path())))
        .containsExactly(asList("1", "2.5"));
    assertThat(ParquetReadback.agreed(Path.of(result.outputs().get(1).path())))
        .endsWith(asList("x", "2"));
    FileReport report = forge.info(ConversionRequest.of(zip.toString()));
    assertThat(report.format()).isEqualTo("zip");
    assertThat(report.properties()).containsEntry("members", "3");
    assertThat(forge.preview(ConversionRequest.of(zip.toString()), Optional.of("b"), 5).rows())
        .containsExactly(asList("1", "2.5"));
  }

  @Test
  void rejectedRowsOfAnArchiveAreCountedWithinTheirFile() throws IOException {
    Path zip = folder.resolve("two.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : new String[] {"a.csv", "b.csv"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write("id,name\n1,a\n2\n3,c\n".getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Path rejects = folder.resolve("rejects.csv");
    ConversionRequest request =
        ConversionRequest.of(zip.toString())
            .withOption("on-ragged", "reject")
            .withOption("rejects", rejects.toString());
    forge.convert(request);
    assertThat(rejects)
        .hasContent(
            "table,line,reason,content\n\"a\",3,\"1 fields instead of 2\",\"2\"\n"
                + "\"b\",3,\"1 fields instead of 2\",\"2\"\n");
    assertThat(
            forge
                .validate(request.withOptions(OptionValues.of(Map.of("on-ragged", "reject"))), true)
                .problems())
        .extracting(ValidationReport.Problem::where)
        .containsExactly("line 3", "line 3");
  }

  @Test
  void anArchiveWithoutAReadableFileIsRefused() throws IOException {
    Path zip = folder.resolve("none.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : new String[] {"a.bin", "b.bin"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write(new byte[] {0, 1, 2});
        out.closeEntry();
      }
    }
    assertFails(
        () -> forge.convert(ConversionRequest.of(zip.toString())),
        ErrorKind.INPUT,
        "format-unknown");
  }

  @Test
  void aPlanTellsEverythingAndWritesNothing() throws IOException {
    Plan plan = forge.plan(request("t.csv", SMALL).withOutputFormat("parquet"));
    assertThat(plan.inputFormat()).isEqualTo("csv");
    assertThat(plan.outputPath()).isEqualTo(folder.resolve("t.parquet").toString());
    assertThat(plan.engines()).extracting(Plan.EngineChoice::fit).containsExactly("able");
    assertThat(plan.decisions())
        .containsEntry("output_format", "named by --to")
        .containsEntry("delimiter", ",");
    assertThat(plan.tables()).extracting(TableInfo::name).containsExactly("t");
    assertThat(Files.exists(folder.resolve("t.parquet"))).isFalse();
  }

  @Test
  void infoTellsFormatColumnsAndProperties() throws IOException {
    FileReport report = forge.info(request("t.csv", SMALL));
    assertThat(report.format()).isEqualTo("csv");
    assertThat(report.sizeBytes()).isEqualTo(SMALL.length());
    assertThat(report.properties())
        .containsEntry("encoding", "UTF-8")
        .containsEntry("line_end", "lf");
    assertThat(report.tables().get(0).schema().field(0).type().name()).isEqualTo("int64");
  }

  @Test
  void aDeepValidationReadsEveryRow() throws IOException {
    ValidationReport good = forge.validate(request("t.csv", SMALL), true);
    assertThat(good.valid()).isTrue();
    assertThat(good.rowCount()).isEqualTo(3);
    ValidationReport ragged =
        forge.validate(
            request("r.csv", "a,b\n1,2\n3\n4,5\n").withOption("on-ragged", "reject"), true);
    assertThat(ragged.valid()).isFalse();
    assertThat(ragged.problems())
        .containsExactly(
            new ValidationReport.Problem(
                ValidationReport.Severity.ERROR,
                "row-rejected",
                "line 3",
                "1 fields instead of 2"));
  }

  @Test
  void aDeepValidationTellsLateWidening() throws IOException {
    String text = "n,m\n" + "1,2\n".repeat(1_200_000) + "x,2\n";
    ValidationReport report = forge.validate(request("t.csv", text), true);
    assertThat(report.rowCount()).isEqualTo(1_200_001);
    assertThat(report.problems())
        .extracting(ValidationReport.Problem::code)
        .containsExactly("type-widened");
  }

  @Test
  void aFileThatCannotBeReadIsInvalidRatherThanAFailure() throws IOException {
    ValidationReport report = forge.validate(request("t.csv", "a,b\n1,\"2\n"), true);
    assertThat(report.valid()).isFalse();
    assertThat(report.problems().get(0).code()).isEqualTo("unclosed-quote");
    assertThat(forge.validate(request("e.csv", ""), false).valid()).isFalse();
  }

  @Test
  void aPreviewTellsWhetherThereIsMore() throws IOException {
    ConversionRequest request = request("t.csv", SMALL);
    Preview two = forge.preview(request, Optional.empty(), 2);
    assertThat(two.rows()).containsExactly(asList("1", "a"), asList("2", "b"));
    assertThat(two.more()).isTrue();
    assertThat(forge.preview(request, Optional.of("t"), 3).more()).isFalse();
    assertFails(
        () -> forge.preview(request, Optional.of("u"), 3), ErrorKind.USAGE, "table-unknown");
  }

  @Test
  void formatsAndOptionsAreListed() {
    assertThat(forge.formats()).extracting(FormatEntry::format).contains("csv", "parquet");
    assertThat(forge.formats())
        .filteredOn(f -> f.format().equals("csv"))
        .allSatisfy(
            f -> {
              assertThat(f.readable()).isTrue();
              assertThat(f.suffixes()).contains("csv", "tsv");
              assertThat(f.extension()).isEqualTo("core");
            });
    assertThat(forge.options())
        .extracting(OptionSpec::name)
        .contains("delimiter", "compression", "fingerprint")
        .isSorted();
  }

  @Test
  void theEnvironmentTellsWhereItRuns() {
    assertThat(forge.environment())
        .containsEntry("platform", "local")
        .containsEntry("workers", "2")
        .containsEntry("version", Version.CURRENT);
    assertThat(forge.settings()).isNotEmpty();
    assertThat(forge.extensions()).extracting(e -> e.id()).contains("core");
    assertThat(forge.commands()).isEmpty();
    forge.reloadExtensions();
    assertThat(forge.extensions()).extracting(e -> e.id()).contains("core");
  }

  @Test
  void foldersAndPatternsAreExpanded() throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("in"));
    Files.writeString(inputs.resolve("b.csv"), SMALL);
    Files.writeString(inputs.resolve("a.csv"), SMALL);
    Files.writeString(inputs.resolve("c.txt"), SMALL);
    String all = inputs.toString();
    assertThat(forge.expand(all)).hasSize(3).isSorted();
    assertThat(forge.expand(all + "/*.csv")).hasSize(2).allMatch(f -> f.endsWith(".csv"));
    assertThat(forge.expand(all + "/a.csv")).hasSize(1);
    assertFails(() -> forge.expand(all + "/*.xml"), ErrorKind.NOT_FOUND, "input-missing");
  }

  @Test
  void anOptionThatNothingTakesIsRefused() throws IOException {
    ConversionRequest request = request("t.csv", SMALL);
    assertFails(
        () -> forge.convert(request.withOption("nonsense", "1")),
        ErrorKind.USAGE,
        "option-unknown");
    assertFails(
        () -> forge.info(request.withOption("compression", "zstd")),
        ErrorKind.USAGE,
        "option-not-taken");
  }

  @Test
  void anOptionOfAnotherFormatNamesWhereItBelongs() throws IOException {
    ConversionResult parquet = forge.convert(request("t.csv", SMALL));
    ConversionRequest request =
        ConversionRequest.of(parquet.outputPath()).withOption("delimiter", ";");
    assertThatThrownBy(() -> forge.info(request))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.remedy()).isEqualTo("it is for reading csv"));
  }

  @Test
  void anInputIsNeverItsOwnOutput() throws IOException {
    ConversionRequest request = request("t.csv", SMALL);
    assertFails(
        () ->
            forge.convert(
                request.withOutput(request.input()).withOutputFormat("parquet").withForce(true)),
        ErrorKind.USAGE,
        "output-is-input");
    assertThat(Path.of(request.input())).hasContent(SMALL);
  }

  @Test
  void aFormatThatIsNotThereIsRefused() throws IOException {
    ConversionRequest request = request("t.csv", SMALL);
    assertThatThrownBy(() -> forge.convert(request.withInputFormat("nonsense")))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
    assertThatThrownBy(() -> forge.convert(request.withOutputFormat("nonsense")))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
    assertThatThrownBy(() -> forge.convert(request.withEngine("nonsense")))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
  }

  @Test
  void theFingerprintOfTheInputIsStoredOnRequest() throws IOException, NoSuchAlgorithmException {
    ConversionResult result =
        forge.convert(request("t.csv", SMALL).withOption("fingerprint", "true"));
    String sha256 =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(SMALL.getBytes(StandardCharsets.UTF_8)));
    assertThat(
            ParquetReadback.footer(Path.of(result.outputPath()))
                .getFileMetaData()
                .getKeyValueMetaData())
        .containsEntry("pyforge.source_sha256", sha256);
  }

  private ConversionRequest request(String name, String text) throws IOException {
    return ConversionRequest.of(Files.writeString(folder.resolve(name), text).toString());
  }

  private static void assertFails(Runnable action, ErrorKind kind, String code) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.remedy()).isNotBlank();
            });
  }
}
