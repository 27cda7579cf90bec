package io.pyforge.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.bulk.BulkListener;
import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.ConversionOutcome.Failed;
import io.pyforge.core.report.ConversionOutcome.Reason;
import io.pyforge.core.report.ConversionOutcome.Skipped;
import io.pyforge.core.testing.MemoryStorage;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many inputs through the library's door, from this machine and from somewhere far off. */
class BulkConversionTest {
  private static final String SMALL = "id,name\n1,a\n2,b\n3,c\n";

  private static final List<List<String>> SMALL_ROWS =
      List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"));

  @TempDir private Path folder;
  @TempDir private Path home;
  private final MemoryStorage memory = new MemoryStorage();
  private final Map<String, String> variables = new HashMap<>();
  private Forge forge;

  @BeforeEach
  void open() throws IOException {
    reopen();
  }

  private void reopen() {
    if (forge != null) {
      forge.close();
    }
    forge =
        Forge.create(
            new HostEnvironment(
                variables,
                Map.of(
                    "user.home",
                    home.toString(),
                    "pyforge.class-path-extensions",
                    "false",
                    "java.io.tmpdir",
                    System.getProperty("java.io.tmpdir"))),
            memory.extension());
  }

  @AfterEach
  void close() {
    forge.close();
  }

  @Test
  void aFolderOfThisMachineIsConverted() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", "x\n1\n");
    BulkResult result = forge.convertAll(fromFolder());
    assertThat(result.converted()).isEqualTo(2);
    assertThat(result.rowCount()).isEqualTo(4);
    assertThat(result.bytesIn()).isEqualTo(SMALL.length() + 4);
    assertThat(result.bytesOut())
        .isEqualTo(Files.size(path("out/a.parquet")) + Files.size(path("out/b.parquet")));
    assertThat(ParquetReadback.agreed(path("out/a.parquet"))).isEqualTo(SMALL_ROWS);
  }

  @Test
  void aRemoteFolderIsConvertedIntoARemoteFolder() throws IOException {
    memory.put("mem:/in/a.csv", SMALL);
    memory.put("mem:/in/deep/a.csv", "x\n1\n");
    memory.put("mem:/in/deep/notes.json", "{\"k\":1}\n");
    memory.put("mem:/in/.hidden/b.csv", SMALL);
    BulkRequest request = BulkRequest.of("mem:/in").withOutput("mem:/out").withRecursive(true);
    BulkResult result = forge.convertAll(request);
    assertThat(failures(result)).isEmpty();
    assertThat(memory.locations())
        .contains("mem:/out/a.parquet", "mem:/out/deep/a.parquet", "mem:/out/deep/notes.parquet")
        .hasSize(7);
    Path copy = Files.write(path("copy.parquet"), memory.bytes("mem:/out/a.parquet"));
    assertThat(ParquetReadback.agreed(copy)).isEqualTo(SMALL_ROWS);
  }

  @Test
  void remotePatternsGoIntoALocalFolderAndBesideTheInputs() throws IOException {
    memory.put("mem:/in/a.csv", SMALL);
    memory.put("mem:/in/b.csv", SMALL);
    memory.put("mem:/in/b.json", "{\"k\":1}\n");
    assertThat(
            forge
                .convertAll(BulkRequest.of("mem:/in/*.csv").withOutput(path("out").toString()))
                .converted())
        .isEqualTo(2);
    assertThat(ParquetReadback.agreed(path("out/b.parquet"))).isEqualTo(SMALL_ROWS);
    assertThat(forge.convertAll(BulkRequest.of("mem:/in/?.*")).converted()).isEqualTo(3);
    assertThat(memory.locations())
        .contains("mem:/in/a.parquet", "mem:/in/b_csv.parquet", "mem:/in/b_json.parquet");
  }

  @Test
  void aRemoteFileIsNoFolderForOutputs() {
    memory.put("mem:/in/a.csv", SMALL);
    memory.put("mem:/out", "a file");
    assertThatThrownBy(() -> forge.convertAll(BulkRequest.of("mem:/in/").withOutput("mem:/out")))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.code()).isEqualTo("output-not-folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "8"})
  void theBytesDoNotDependOnJobsOrThreads(String workers) throws IOException {
    StringBuilder large = new StringBuilder("id,text\n");
    for (int i = 0; i < 60_000; i++) {
      large.append(i).append(",some text ").append(i % 977).append('\n');
    }
    for (int i = 0; i < 4; i++) {
      write("in/f" + i + ".csv", large.toString());
    }
    forge.convertAll(fromFolder());
    variables.put("PYFORGE_PARALLEL_WORKERS", workers);
    reopen();
    String other = path("other").toString();
    forge.convertAll(BulkRequest.of(path("in").toString()).withOutput(other).withJobs(4));
    for (int i = 0; i < 4; i++) {
      assertThat(path("other/f" + i + ".parquet"))
          .hasSameBinaryContentAs(path("out/f" + i + ".parquet"));
    }
  }

  @Test
  void aSecondRunOverAnUnchangedTreeWritesNothing() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    write("in/deep/c.csv", SMALL);
    BulkRequest request = fromFolder().withRecursive(true);
    assertThat(forge.convertAll(request).converted()).isEqualTo(3);
    Map<String, FileTime> before = everything();
    BulkResult again = forge.convertAll(request.withResume(true).withJobs(2));
    assertThat(again.outcomes())
        .containsExactly(
            unchanged("in/a.csv", "out/a.parquet"),
            unchanged("in/b.csv", "out/b.parquet"),
            unchanged("in/deep/c.csv", "out/deep/c.parquet"));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void outputsBesideTheInputsAreKnownToo() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    write("in/two.xlsx.txt", SMALL);
    Path zip = path("in/many.zip");
    zipOfTwo(zip);
    BulkRequest request = BulkRequest.of(path("in").toString());
    assertThat(failures(forge.convertAll(request))).isEmpty();
    assertThat(path("in/many_parquet/_pyforge.json")).exists();
    Map<String, FileTime> before = everything();
    BulkResult again = forge.convertAll(request.withResume(true));
    assertThat(again.skipped()).isEqualTo(4);
    assertThat(again.outcomes()).contains(unchanged("in/many.zip", "in/many_parquet"));
    assertThat(everything()).isEqualTo(before);
    Files.delete(path("in/many_parquet/one.parquet"));
    BulkResult mended = forge.convertAll(request.withResume(true));
    assertThat(failures(mended)).isEmpty();
    assertThat(mended.converted()).isEqualTo(1);
    assertThat(ParquetReadback.agreed(path("in/many_parquet/one.parquet"))).isEqualTo(SMALL_ROWS);
  }

  @Test
  void anInputThatChangedIsConvertedAgain() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    forge.convertAll(fromFolder());
    write("in/b.csv", SMALL + "4,d\n");
    BulkResult result = forge.convertAll(fromFolder().withResume(true));
    assertThat(result.outcomes().get(0)).isEqualTo(unchanged("in/a.csv", "out/a.parquet"));
    assertThat(failures(result)).isEmpty();
    assertThat(ParquetReadback.agreed(path("out/b.parquet")))
        .hasSize(4)
        .contains(List.of("4", "d"));
    assertThat(forge.convertAll(fromFolder().withResume(true)).skipped()).isEqualTo(2);
  }

  @Test
  void anInputOfTheSameSizeButAnotherTimeIsConvertedAgain() throws IOException {
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    write("in/a.csv", SMALL.replace('1', '9'));
    Files.setLastModifiedTime(path("in/a.csv"), FileTime.fromMillis(1_000_000_000_000L));
    assertThat(forge.convertAll(fromFolder().withResume(true)).converted()).isEqualTo(1);
    assertThat(ParquetReadback.agreed(path("out/a.parquet"))).contains(List.of("9", "a"));
  }

  @Test
  void otherOptionsConvertAgain() throws IOException {
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    BulkRequest texts = fromFolder().withEach(each -> each.withOption("types", "string"));
    assertThat(forge.convertAll(texts.withResume(true)).converted()).isEqualTo(1);
    assertThat(forge.convertAll(texts.withResume(true)).skipped()).isEqualTo(1);
    assertThat(forge.convertAll(fromFolder().withResume(true)).converted()).isEqualTo(1);
  }

  @Test
  void anotherSchemaInTheSameFileConvertsAgain() throws IOException {
    write("in/a.csv", SMALL);
    String schema = write("types.txt", "id:int64\n");
    BulkRequest request = fromFolder().withEach(each -> each.withOption("schema", schema));
    forge.convertAll(request);
    assertThat(forge.convertAll(request.withResume(true)).skipped()).isEqualTo(1);
    write("types.txt", "id:text\n");
    assertThat(forge.convertAll(request.withResume(true)).converted()).isEqualTo(1);
  }

  @Test
  void anOutputThatIsGoneIsWrittenAgain() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    forge.convertAll(fromFolder());
    Files.delete(path("out/a.parquet"));
    BulkResult result = forge.convertAll(fromFolder().withResume(true));
    assertThat(result.converted()).isEqualTo(1);
    assertThat(result.skipped()).isEqualTo(1);
    assertThat(ParquetReadback.agreed(path("out/a.parquet"))).isEqualTo(SMALL_ROWS);
  }

  @Test
  void anOutputOfAnotherSizeIsReplaced() throws IOException {
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    write("out/a.parquet", "cut");
    assertThat(forge.convertAll(fromFolder().withResume(true)).converted()).isEqualTo(1);
    assertThat(ParquetReadback.agreed(path("out/a.parquet"))).isEqualTo(SMALL_ROWS);
  }

  @Test
  void anOutputThatIsNotOursIsLeftAlone() throws IOException {
    write("in/a.csv", SMALL);
    write("out/a.parquet", "somebody's");
    BulkResult result = forge.convertAll(fromFolder().withResume(true));
    assertThat(failures(result)).containsExactly("output-exists");
    assertThat(path("out/a.parquet")).hasContent("somebody's");
    assertThat(failures(forge.convertAll(fromFolder().withResume(true))))
        .containsExactly("output-exists");
  }

  @Test
  void theOutputOfAnotherInputIsNotReplaced() throws IOException {
    write("x/a.csv", SMALL);
    write("y/a.csv", "k\n1\n");
    BulkRequest first = BulkRequest.of(path("x").toString()).withOutput(path("out").toString());
    forge.convertAll(first);
    BulkRequest second = BulkRequest.of(path("y").toString()).withOutput(path("out").toString());
    assertThat(failures(forge.convertAll(second.withResume(true))))
        .containsExactly("output-exists");
    assertThat(forge.convertAll(first.withResume(true)).skipped()).isEqualTo(1);
  }

  @Test
  void withoutResumeAnOutputIsNeverReplaced() throws IOException {
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    write("in/a.csv", SMALL + "4,d\n");
    assertThat(failures(forge.convertAll(fromFolder()))).containsExactly("output-exists");
    assertThat(ParquetReadback.agreed(path("out/a.parquet"))).isEqualTo(SMALL_ROWS);
  }

  @Test
  void anInputThatFailedIsTriedAgain() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", "a,b\n1,\"never closed\n");
    BulkRequest strict = fromFolder().withEach(each -> each.withOption("quote", "\""));
    assertThat(failures(forge.convertAll(strict))).containsExactly("unclosed-quote");
    write("in/b.csv", SMALL);
    BulkResult result = forge.convertAll(strict.withResume(true));
    assertThat(result.skipped()).isEqualTo(1);
    assertThat(result.converted()).isEqualTo(1);
  }

  @Test
  void whatAFailedInputLeftFreeMayBeTakenByOthers() throws IOException {
    write("in/a.csv", "a,b\n1,\"never closed\n");
    BulkRequest strict = fromFolder().withEach(each -> each.withOption("quote", "\""));
    forge.convertAll(strict);
    write("in/a.csv", SMALL);
    write("out/a.parquet", "somebody's");
    assertThat(failures(forge.convertAll(strict.withResume(true))))
        .containsExactly("output-exists");
    assertThat(path("out/a.parquet")).hasContent("somebody's");
  }

  @Test
  void aForcedRunThatFailsClaimsNothing() throws IOException {
    write("in/a.csv", "a,b\n1,\"never closed\n");
    write("out/a.parquet", "somebody's");
    BulkRequest strict = fromFolder().withEach(each -> each.withOption("quote", "\""));
    forge.convertAll(strict.withEach(each -> each.withForce(true)));
    write("in/a.csv", SMALL);
    assertThat(failures(forge.convertAll(strict.withResume(true))))
        .containsExactly("output-exists");
    assertThat(path("out/a.parquet")).hasContent("somebody's");
    assertThat(forge.convertAll(strict.withEach(each -> each.withForce(true))).converted())
        .isEqualTo(1);
    assertThat(forge.convertAll(strict.withResume(true)).skipped()).isEqualTo(1);
  }

  @Test
  void whatAKilledRunPublishedIsOurs() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    forge.convertAll(fromFolder());
    Path journal = journal();
    String lines = Files.readString(journal);
    int last = lines.lastIndexOf("{\"pyforge_batch\":1,\"state\":\"done\"");
    // As if the process had been killed between the output and its line.
    Files.writeString(journal, lines.substring(0, last + 40));
    BulkResult result = forge.convertAll(fromFolder().withResume(true));
    assertThat(failures(result)).isEmpty();
    assertThat(result.skipped()).isEqualTo(1);
    assertThat(result.converted()).isEqualTo(1);
    assertThat(forge.convertAll(fromFolder().withResume(true)).skipped()).isEqualTo(2);
  }

  @Test
  void aDamagedJournalIsToldAndStartedAnew() throws IOException {
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    Files.writeString(journal(), "not a journal\n");
    Files.delete(path("out/a.parquet"));
    BulkResult result = forge.convertAll(fromFolder().withResume(true));
    assertThat(result.converted()).isEqualTo(1);
    assertThat(result.notices()).extracting(Notice::code).containsExactly("journal-damaged");
    assertThat(forge.convertAll(fromFolder().withResume(true)).skipped()).isEqualTo(1);
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoFailure() throws IOException {
    Files.writeString(home.resolve(".cache"), "no folder");
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    BulkResult result = forge.convertAll(fromFolder());
    assertThat(result.converted()).isEqualTo(2);
    assertThat(result.notices()).extracting(Notice::code).containsExactly("journal-unusable");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theJournalIsItsOwnersAndHoldsNoPassword() throws IOException {
    write("in/a.csv", SMALL);
    variables.put("PYFORGE_PASSWORD", "s3cret-phrase");
    reopen();
    forge.convertAll(fromFolder());
    assertThat(Files.readString(journal())).doesNotContain("s3cret-phrase").contains("a.parquet");
    for (Path place : List.of(journal().getParent(), journal())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
          .startsWith("rw")
          .endsWith("------");
    }
    assertThat(forge.convertAll(fromFolder().withResume(true)).skipped()).isEqualTo(1);
    variables.put("PYFORGE_PASSWORD", "another");
    reopen();
    assertThat(forge.convertAll(fromFolder().withResume(true)).converted()).isEqualTo(1);
  }

  @Test
  void oneInputAloneIsNotNoted() throws IOException {
    forge.convertAll(BulkRequest.of(write("in/a.csv", SMALL)));
    assertThat(home.resolve(".cache")).doesNotExist();
  }

  @Test
  void anOutputThatSomeTablesFailedOfIsConvertedAgain() throws IOException {
    zipOfTwo(path("in/many.zip"));
    write("in/a.csv", SMALL);
    BulkRequest request = fromFolder();
    forge.convertAll(request);
    String lines = Files.readString(journal());
    String many =
        lines
            .lines()
            .filter(l -> l.contains("\"done\"") && l.contains("many"))
            .findFirst()
            .orElseThrow();
    Files.writeString(journal(), lines + many.replace("\"done\"", "\"incomplete\"") + "\n");
    BulkResult again = forge.convertAll(request.withResume(true));
    assertThat(failures(again)).isEmpty();
    assertThat(again.converted()).isEqualTo(1);
  }

  @Test
  void twoThousandFilesResumeWithoutOpeningAny() {
    for (int i = 0; i < 2000; i++) {
      memory.put("mem:/in/f" + i + ".csv", "id,name\n" + i + ",x\n");
    }
    BulkRequest request = BulkRequest.of("mem:/in").withOutput("mem:/out").withJobs(4);
    BulkResult first = forge.convertAll(request);
    assertThat(failures(first)).isEmpty();
    assertThat(first.rowCount()).isEqualTo(2000);
    int version = memory.version();
    memory.opened.set(0);
    memory.targets.set(0);
    memory.listings.set(0);
    memory.looks.set(0);
    BulkResult again = forge.convertAll(request.withResume(true));
    assertThat(again.skipped()).isEqualTo(2000);
    assertThat(again.outcomes().get(7))
        .isInstanceOfSatisfying(
            Skipped.class, skipped -> assertThat(skipped.reason()).isEqualTo(Reason.UNCHANGED));
    assertThat(memory.opened).hasValue(0);
    assertThat(memory.targets).hasValue(0);
    assertThat(memory.listings).hasValue(2);
    assertThat(memory.looks.get()).isLessThan(5);
    assertThat(memory.version()).isEqualTo(version);
  }

  @Test
  void aRemoteInputThatChangedIsConvertedAgain() {
    for (String name : List.of("a", "b", "c", "d")) {
      memory.put("mem:/in/" + name + ".csv", SMALL);
    }
    BulkRequest request = BulkRequest.of("mem:/in").withOutput("mem:/out").withResume(true);
    assertThat(forge.convertAll(request).converted()).isEqualTo(4);
    memory.put("mem:/in/c.csv", SMALL); // the same bytes, another version
    BulkResult result = forge.convertAll(request);
    assertThat(result.converted()).isEqualTo(1);
    assertThat(result.outcomes().get(2)).isInstanceOf(ConversionOutcome.Converted.class);
  }

  @Test
  void cancellingMidwayLeavesWhatIsDoneAndResumes() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("in/f" + i + ".csv", SMALL);
    }
    Cancellation cancellation = new Cancellation();
    BulkListener listener =
        new BulkListener() {
          @Override
          public ProgressListener starting(ConversionRequest request) {
            if (request.input().endsWith("f4.csv")) {
              cancellation.cancel();
            }
            return ProgressListener.NONE;
          }
        };
    BulkResult stopped = forge.convertAll(fromFolder(), listener, cancellation);
    assertThat(stopped.converted()).isEqualTo(4);
    assertThat(stopped.failure()).contains(ErrorKind.INTERRUPTED);
    BulkResult rest = forge.convertAll(fromFolder().withResume(true));
    assertThat(rest.skipped()).isEqualTo(4);
    assertThat(rest.converted()).isEqualTo(6);
  }

  @Test
  void anXdgCacheHomeIsHonoured() throws IOException {
    variables.put("XDG_CACHE_HOME", path("cache").toString());
    reopen();
    write("in/a.csv", SMALL);
    forge.convertAll(fromFolder());
    assertThat(path("cache/pyforge/batch")).isDirectoryContaining("glob:**.jsonl");
    assertThat(home.resolve(".cache")).doesNotExist();
  }

  private BulkRequest fromFolder() {
    return BulkRequest.of(path("in").toString()).withOutput(path("out").toString());
  }

  private ConversionOutcome unchanged(String input, String output) {
    return new Skipped(path(input).toString(), path(output).toString(), Reason.UNCHANGED);
  }

  private static List<String> failures(BulkResult result) {
    return result.failures().stream().map(o -> ((Failed) o).failure().code()).toList();
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(".cache/pyforge/batch"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** Every file of inputs, outputs and home with the time of its last change. */
  private Map<String, FileTime> everything() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (Path root : List.of(folder, home)) {
      try (Stream<Path> files = Files.walk(root)) {
        files.forEach(
            file -> {
              try {
                times.put(file.toString(), Files.getLastModifiedTime(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    }
    return times;
  }

  private void zipOfTwo(Path zip) throws IOException {
    Files.createDirectories(zip.getParent());
    try (java.util.zip.ZipOutputStream out =
        new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("one.csv", "two.csv")) {
        out.putNextEntry(new java.util.zip.ZipEntry(name));
        out.write(SMALL.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private String write(String name, String content) throws IOException {
    Path file = path(name);
    Files.createDirectories(file.getParent());
    // Replaced as most programs do, so that the time of the old one cannot stay.
    Path fresh = Files.writeString(folder.resolve(".fresh"), content);
    return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING).toString();
  }
}
