package io.pyforge.core.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.bulk.Arrangement.Job;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which input goes where, among files of this machine. */
class ArrangerTest {
  @TempDir private Path folder;
  private String a;
  private String b;
  private String c;

  @BeforeEach
  void threeInputs() throws IOException {
    a = file("a.csv");
    b = file("b.csv");
    c = file("c.csv");
  }

  @Test
  void inputsWithoutAFolderStandBesideThemselves() {
    List<Job> jobs = arrange(BulkRequest.of(a, b, c)).jobs();
    assertThat(jobs).extracting(Job::input).containsExactly(a, b, c);
    assertThat(jobs).extracting(Job::output).containsOnly(Optional.empty());
    assertThat(jobs.get(0).place()).isEqualTo(folder.resolve("a.parquet").toString());
  }

  @Test
  void whatTheListingSaysOfAnInputIsKept() {
    assertThat(arrange(BulkRequest.of(a)).jobs().get(0).stat().sizeBytes()).isEqualTo(1);
    assertThat(arrange(BulkRequest.of(folder.toString())).jobs().get(0).stat().modified())
        .isPresent();
    assertThat(arrange(BulkRequest.of("none.csv")).jobs().get(0).stat().sizeBytes()).isEqualTo(-1);
  }

  @Test
  void eachOutputHasTheSuffixOfItsInputsOwnDefault() {
    assertThat(outputs(BulkRequest.of(a, "report.pdf").withOutput("out")))
        .containsExactly("out/a.parquet", "out/report.txt");
  }

  @Test
  void whatARunWroteIntoAFolderIsNoInputOfTheNext() throws IOException {
    for (String name : List.of("a.pdf", "a.txt", "b.csv", "b.parquet", "notes.txt")) {
      file("reports/" + name);
    }
    String reports = folder.resolve("reports").toString();
    Arrangement beside = arrange(BulkRequest.of(reports));
    assertThat(beside.jobs())
        .extracting(job -> Places.name(job.input()))
        .containsExactly("a.pdf", "b.csv", "notes.txt");
    assertThat(beside.notices())
        .containsExactly(
            new Notice(
                "inputs-left-out",
                "left out, because outputs have the same names: "
                    + reports
                    + "/a.txt, "
                    + reports
                    + "/b.parquet"));
    assertThat(arrange(BulkRequest.of(reports).withOutput("elsewhere")).jobs()).hasSize(5);
  }

  @Test
  void rejectsOfAnEarlierRunAreNoInputs() throws IOException {
    file("data/a.csv");
    file("data/a.parquet.rejects.csv");
    assertThat(inputs(BulkRequest.of(path("data")).withOutput("out")))
        .containsExactly(path("data/a.csv"));
  }

  @Test
  void inputNamedTwiceIsConvertedOnce() {
    String again = folder + "/./a.csv";
    assertThat(inputs(BulkRequest.of(a, b, a, again).withOutput("out"))).containsExactly(a, b);
  }

  @Test
  void foldersBelowCountOnlyWhenTheyAreAskedFor() throws IOException {
    file("deep/x.csv");
    file("deep/er/y.csv");
    file("deep/.hidden/z.csv");
    file("deep/.z.csv");
    BulkRequest deep = BulkRequest.of(path("deep")).withOutput("out");
    assertThat(inputs(deep)).containsExactly(path("deep/x.csv"));
    assertThat(inputs(deep.withRecursive(true)))
        .containsExactly(path("deep/x.csv"), path("deep/er/y.csv"));
    assertThat(outputs(deep.withRecursive(true)))
        .containsExactly("out/x.parquet", "out/er/y.parquet");
  }

  @Test
  void patternsGoDownTheFoldersToo() throws IOException {
    file("deep/x.csv");
    file("deep/er/y.csv");
    file("deep/er/y.json");
    assertThat(outputs(BulkRequest.of(path("deep/*.csv")).withOutput("out").withRecursive(true)))
        .containsExactly("out/x.parquet", "out/er/y.parquet");
  }

  @Test
  void outputsBelowTheInputsAreNotLookedInto() throws IOException {
    file("data/a.csv");
    file("data/out/a.parquet");
    file("data/book_parquet/_pyforge.json");
    file("data/book_parquet/Sheet1.parquet");
    BulkRequest request =
        BulkRequest.of(path("data")).withOutput(path("data/out") + "/").withRecursive(true);
    assertThat(inputs(request)).containsExactly(path("data/a.csv"));
    assertThat(arrange(request).notices())
        .extracting(Notice::message)
        .containsExactly(
            "left out, because they hold outputs: "
                + path("data/book_parquet")
                + ", "
                + path("data/out"));
  }

  @Test
  void patternInAFolderIsToldToBeNone() throws IOException {
    file("data/a.csv");
    Arrangement arrangement = arrange(BulkRequest.of(a, path("da*/*.csv")));
    assertThat(arrangement.jobs())
        .filteredOn(job -> job.failure().isPresent())
        .singleElement()
        .extracting(job -> job.failure().orElseThrow().problem())
        .asString()
        .contains("da*/")
        .endsWith("a pattern counts in the last part only");
  }

  @Test
  void linkToAFolderAboveIsNotFollowed() throws IOException {
    file("data/a.csv");
    Files.createSymbolicLink(folder.resolve("data/round"), folder.resolve("data"));
    assertThat(inputs(BulkRequest.of(path("data")).withRecursive(true)))
        .containsExactly(path("data/a.csv"));
  }

  @Test
  void inputsOfOneStemKeepTheirSuffix() throws IOException {
    String json = file("a.json");
    Arrangement arrangement = arrange(BulkRequest.of(a, json, b));
    assertThat(arrangement.jobs())
        .extracting(Job::output)
        .containsExactly(
            Optional.of(path("a_csv.parquet")),
            Optional.of(path("a_json.parquet")),
            Optional.empty());
    assertThat(arrangement.notices())
        .containsExactly(
            new Notice(
                "outputs-renamed",
                "named longer, because outputs would have the same names: "
                    + a
                    + " -> a_csv.parquet, "
                    + json
                    + " -> a_json.parquet"));
  }

  @Test
  void inputsOfOneNameKeepTheirFolder() throws IOException {
    BulkRequest request = BulkRequest.of(file("x/a.csv"), file("y/a.csv")).withOutput("out");
    assertThat(outputs(request)).containsExactly("out/x_a.parquet", "out/y_a.parquet");
    assertThat(inputs(BulkRequest.of(path("x/a.csv"), path("y/a.csv")))).hasSize(2);
    assertThat(outputs(BulkRequest.of(path("x/a.csv"), path("y/a.csv")))).isEmpty();
  }

  @Test
  void inputsThatShareStemAndFolderNamesKeepBoth() throws IOException {
    BulkRequest request =
        BulkRequest.of(file("x/a.csv"), file("y/a.csv"), file("x/a.json"), file("y/a.json"));
    assertThat(outputs(request.withOutput("out")))
        .containsExactly(
            "out/x_a_csv.parquet",
            "out/y_a_csv.parquet",
            "out/x_a_json.parquet",
            "out/y_a_json.parquet");
  }

  @Test
  void aLongerNameThatAnotherInputHasMakesBothLonger() throws IOException {
    String taken = file("x/a_csv.csv");
    BulkRequest request = BulkRequest.of(file("x/a.csv"), file("x/a.json"), taken);
    assertThat(outputs(request.withOutput("out")))
        .containsExactly("out/x_a.parquet", "out/a_json.parquet", "out/a_csv_csv.parquet");
  }

  @Test
  void theOrderOfTheInputsHasNoSay() throws IOException {
    List<String> some =
        Arrays.asList(file("x/a.csv"), file("y/a.csv"), file("x/a.json"), file("x/b.csv"));
    BulkRequest request = BulkRequest.of(some).withOutput("out");
    List<Job> straight = arrange(request).jobs();
    java.util.Collections.reverse(some);
    assertThat(arrange(BulkRequest.of(some).withOutput("out")).jobs())
        .containsExactlyInAnyOrderElementsOf(straight);
  }

  @Test
  void namesThatDifferInCaseOnlyAreOneNameOnSomeDisks() throws IOException {
    BulkRequest request = BulkRequest.of(file("x/A.csv"), file("y/a.csv"), file("y/A.JSON"));
    assertThat(outputs(request.withOutput("out")))
        .containsExactly("out/x_A.parquet", "out/y_a.parquet", "out/A_json.parquet");
  }

  @Test
  void besideInputsThatDifferInCaseOutputsMayToo() throws IOException {
    String small = file("x/k.csv");
    String large = file("x/K.csv");
    assertThat(outputs(BulkRequest.of(small, large))).isEmpty();
  }

  @Test
  void inputsThatDifferInCaseOnlyGetAMarkOfTheirOwn() throws IOException {
    String small = file("x/up.csv");
    String large = file("x/UP.csv");
    BulkRequest request = BulkRequest.of(small, large, file("x/other.csv")).withOutput("out");
    assertThat(outputs(request))
        .containsExactly(
            "out/x_up_csv_" + mark(small) + ".parquet",
            "out/x_UP_csv_" + mark(large) + ".parquet",
            "out/other.parquet");
    assertThat(arrange(request).notices())
        .extracting(Notice::message)
        .singleElement()
        .asString()
        .contains(small + " -> x_up_csv_" + mark(small), large + " -> x_UP_csv_" + mark(large));
  }

  @Test
  void anotherInputThatNeedsAMarkDoesNotChangeTheMarksOfTheOthers() throws IOException {
    BulkRequest two = BulkRequest.of(file("p/x/a.csv"), file("q/x/a.csv")).withOutput("out");
    List<String> before = outputs(two);
    assertThat(before)
        .containsExactly(
            "out/x_a_csv_" + mark(path("p/x/a.csv")) + ".parquet",
            "out/x_a_csv_" + mark(path("q/x/a.csv")) + ".parquet");
    BulkRequest three = BulkRequest.of(file("r/X/A.csv"), path("p/x/a.csv"), path("q/x/a.csv"));
    assertThat(outputs(three.withOutput("out"))).hasSize(3).containsAll(before);
  }

  @Test
  void theWayAnInputIsWrittenDoesNotChangeItsMark() throws IOException {
    file("x/up.csv");
    file("x/UP.csv");
    BulkRequest plain = BulkRequest.of(path("x/up.csv"), path("x/UP.csv")).withOutput("out");
    BulkRequest roundabout =
        BulkRequest.of(path("x/../x/./up.csv"), path("x/UP.csv")).withOutput("out");
    assertThat(outputs(roundabout)).isEqualTo(outputs(plain));
  }

  @Test
  void runIntoItsOwnFolderAndFormatIsRefused() {
    assertRefused(
        BulkRequest.of(a, b)
            .withOutput(folder.toString())
            .withEach(each -> each.withOutputFormat("csv")),
        "output-is-input");
  }

  @Test
  void outputThatIsAnInputThroughALinkIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.createLink(folder.resolve("out/a.parquet"), Path.of(b));
    assertRefused(BulkRequest.of(a, b).withOutput(path("out")), "output-is-input");
  }

  @Test
  void runIntoAFileOrStreamIsRefused() {
    assertRefused(BulkRequest.of(a, b).withOutput(c), "output-not-folder");
    assertRefused(BulkRequest.of(a, b).withOutput("-"), "output-not-folder");
  }

  @Test
  void standardInputIsNoneOfSeveral() {
    assertRefused(BulkRequest.of("-", a).withOutput("out"), "stdin-in-batch");
  }

  @Test
  void oneRejectsFileForAllIsRefused() {
    assertRefused(
        BulkRequest.of(a, b).withEach(each -> each.withOption("rejects", "all.csv")),
        "rejects-in-batch");
  }

  @Test
  void patternWithoutMatchesFailsAlone() {
    List<Job> jobs = arrange(BulkRequest.of(a, folder + "/*.none", b).withOutput("out")).jobs();
    assertThat(jobs).extracting(Job::input).containsExactly(folder + "/*.none", a, b);
    assertThat(jobs.get(0).failure())
        .get()
        .extracting(ForgeException::code)
        .isEqualTo("input-missing");
  }

  private void assertRefused(BulkRequest request, String code) {
    ThrowingCallable call = () -> arrange(request);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
            });
  }

  private static Arrangement arrange(BulkRequest request) {
    return Arranger.arrange(request, new TestSurroundings());
  }

  private static List<String> inputs(BulkRequest request) {
    return arrange(request).jobs().stream().map(Job::input).toList();
  }

  private static List<String> outputs(BulkRequest request) {
    return arrange(request).jobs().stream().flatMap(job -> job.output().stream()).toList();
  }

  /** The first digits of the SHA-256 of a location. */
  private static String mark(String location) {
    return OutputNamesTest.sha256(location).substring(0, 6);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x").toString();
  }
}
