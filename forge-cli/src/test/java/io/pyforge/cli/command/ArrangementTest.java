package io.pyforge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.cli.command.Arrangement.Job;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrangementTest {
  @TempDir private Path folder;
  private String a;
  private String b;
  private String c;

  @BeforeEach
  void threeInputs() throws IOException {
    a = Files.writeString(folder.resolve("a.csv"), "x").toString();
    b = Files.writeString(folder.resolve("b.csv"), "x").toString();
    c = Files.writeString(folder.resolve("c.csv"), "x").toString();
  }

  @Test
  void oneInputLeavesTheOutputOpen() {
    Arrangement arrangement = arrange(Optional.empty(), a);
    assertThat(arrangement.batch()).isFalse();
    assertThat(arrangement.jobs()).containsExactly(new Job(a, Optional.empty(), Optional.empty()));
  }

  @Test
  void twoPositionalsAreInputAndOutput() {
    Arrangement arrangement = arrange(Optional.empty(), a, "out.parquet");
    assertThat(arrangement.batch()).isFalse();
    assertThat(arrangement.jobs())
        .containsExactly(new Job(a, Optional.of("out.parquet"), Optional.empty()));
  }

  @Test
  void twoPositionalsWithAnOutputOptionAreBothInputs() {
    Arrangement arrangement = arrange(Optional.of("out"), a, b);
    assertThat(arrangement.batch()).isTrue();
    assertThat(arrangement.jobs())
        .containsExactly(
            new Job(a, Optional.of("out/a.parquet"), Optional.empty()),
            new Job(b, Optional.of("out/b.parquet"), Optional.empty()));
  }

  @Test
  void eachInputOfABatchHasTheSuffixOfItsOwnDefault() {
    assertThat(arrange(Optional.of("out"), a, "report.pdf").jobs())
        .containsExactly(
            new Job(a, Optional.of("out/a.parquet"), Optional.empty()),
            new Job("report.pdf", Optional.of("out/report.txt"), Optional.empty()));
  }

  @Test
  void whatARunWroteIntoAFolderIsNoInputOfTheNext() throws IOException {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    for (String name : List.of("a.pdf", "a.txt", "b.csv", "b.parquet", "notes.txt")) {
      Files.writeString(reports.resolve(name), "x");
    }
    Arrangement beside = arrange(Optional.empty(), reports.toString());
    assertThat(beside.jobs())
        .extracting(job -> Path.of(job.input()).getFileName().toString())
        .containsExactly("a.pdf", "b.csv", "notes.txt");
    assertThat(beside.leftOut())
        .containsExactly(
            reports.resolve("a.txt").toString(), reports.resolve("b.parquet").toString());
    Files.delete(reports.resolve("a.txt"));
    Files.delete(reports.resolve("b.csv"));
    assertThat(arrange(Optional.of("elsewhere"), reports.toString()).jobs()).hasSize(3);
  }

  @Test
  void threePositionalsAreInputsPlacedBesideThemselves() {
    Arrangement arrangement = arrange(Optional.empty(), a, b, c);
    assertThat(arrangement.batch()).isTrue();
    assertThat(arrangement.jobs()).extracting(Job::input).containsExactly(a, b, c);
    assertThat(arrangement.jobs()).extracting(Job::output).containsOnly(Optional.empty());
  }

  @Test
  void folderLeavesOutWhatTheLastRunWrote() throws IOException {
    Files.writeString(folder.resolve("a.parquet"), "x");
    Arrangement arrangement = arrange(Optional.empty(), folder.toString());
    assertThat(arrangement.jobs()).extracting(Job::input).containsExactly(a, b, c);
  }

  @Test
  void folderIsABatchEvenWithOneFile() throws IOException {
    Path single = Files.createDirectory(folder.resolve("single"));
    String only = Files.writeString(single.resolve("only.csv"), "x").toString();
    Arrangement arrangement = arrange(Optional.empty(), single.toString());
    assertThat(arrangement.batch()).isTrue();
    assertThat(arrangement.jobs()).extracting(Job::input).containsExactly(only);
  }

  @Test
  void inputNamedTwiceIsConvertedOnce() {
    assertThat(arrange(Optional.of("out"), a, b, a).jobs())
        .extracting(Job::input)
        .containsExactly(a, b);
  }

  @Test
  void secondFileOfAShellPatternIsNotOverwritten() {
    assertRefused(() -> arrange(Optional.empty(), a, b), "ambiguous-output");
  }

  @Test
  void secondFileOfTheSameFormatByAnotherSuffixIsNotOverwritten() throws IOException {
    String tsv = Files.writeString(folder.resolve("t.tsv"), "x").toString();
    assertRefused(() -> arrange(Optional.empty(), a, tsv), "ambiguous-output");
  }

  @Test
  void anExistingOutputOfAnotherFormatIsNoSecondInput() throws IOException {
    String parquet = Files.writeString(folder.resolve("t.parquet"), "x").toString();
    assertThat(arrange(Optional.empty(), a, parquet).jobs().get(0).output()).contains(parquet);
  }

  @Test
  void outputOptionMayNameAFileOfTheInputsFormat() {
    assertThat(arrange(Optional.of(b), a).jobs().get(0).output()).contains(b);
  }

  @Test
  void outputThatIsTheInputThroughALinkIsRefused() throws IOException {
    Path symbolic = folder.resolve("symbolic.parquet");
    Path hard = folder.resolve("hard.parquet");
    Files.createSymbolicLink(symbolic, Path.of(a));
    Files.createLink(hard, Path.of(a));
    assertRefused(() -> arrange(Optional.of(a), a), "output-is-input");
    assertRefused(() -> arrange(Optional.of(symbolic.toString()), a), "output-is-input");
    assertRefused(() -> arrange(Optional.empty(), a, hard.toString()), "output-is-input");
    assertRefused(() -> arrange(Optional.of(folder + "/./a.csv"), a), "output-is-input");
    assertRefused(() -> arrange(Optional.of("file://" + a), a), "output-is-input");
  }

  @Test
  void patternFollowedByANewNameAsksForTheOutputOption() {
    assertRefused(() -> arrange(Optional.empty(), folder.toString(), "out"), "output-needs-option");
    assertRefused(() -> arrange(Optional.empty(), folder + "/*.csv", "out"), "output-needs-option");
  }

  @Test
  void inputsOfOneNameCollideInOneFolder() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    String twin = Files.writeString(other.resolve("a.csv"), "x").toString();
    assertRefused(() -> arrange(Optional.of("out"), a, twin), "output-collision");
    assertThat(arrange(Optional.empty(), a, twin, b).jobs()).hasSize(3);
  }

  @Test
  void inputsOfOneStemCollideBesideThemselves() throws IOException {
    String json = Files.writeString(folder.resolve("a.json"), "x").toString();
    assertRefused(() -> arrange(Optional.empty(), a, json, b), "output-collision");
  }

  @Test
  void batchIntoItsOwnFolderAndFormatIsRefused() {
    Arrangement.Choices choices =
        new Arrangement.Choices(
            List.of(a, b), Optional.of(folder.toString()), Optional.empty(), Optional.of("csv"));
    assertRefused(() -> Arrangement.of(choices, lookup()), "output-is-input");
  }

  @Test
  void batchIntoAFileIsRefused() {
    assertRefused(() -> arrange(Optional.of(c), a, b), "output-not-folder");
  }

  @Test
  void standardInputIsNoPartOfABatch() {
    assertRefused(() -> arrange(Optional.of("out"), "-", a), "stdin-in-batch");
    assertThat(arrange(Optional.empty(), "-", "out.parquet").jobs().get(0).input()).isEqualTo("-");
  }

  @Test
  void patternWithoutMatchesFailsAloneInABatch() {
    Arrangement arrangement = arrange(Optional.of("out"), a, folder + "/*.none", b);
    assertThat(arrangement.jobs()).hasSize(3);
    assertThat(arrangement.jobs())
        .filteredOn(job -> job.failure().isPresent())
        .singleElement()
        .satisfies(job -> assertThat(job.input()).endsWith("*.none"));
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
            });
  }

  private static Arrangement arrange(Optional<String> output, String... positionals) {
    return Arrangement.of(
        new Arrangement.Choices(List.of(positionals), output, Optional.empty(), Optional.empty()),
        lookup());
  }

  private static Arrangement.Lookup lookup() {
    return new Arrangement.Lookup(
        ArrangementTest::expand,
        suffix -> suffix.equals("tsv") ? "csv" : suffix,
        input -> input.endsWith(".pdf") ? "txt" : "parquet");
  }

  private static List<String> expand(String location) {
    Path path = Path.of(location);
    if (!Files.isDirectory(path)) {
      throw new ForgeException(ErrorKind.NOT_FOUND, "no-match", location + " matches nothing", "");
    }
    try (var files = Files.list(path)) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
