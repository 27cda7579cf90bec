package io.pyforge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
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
    assertThat(understood(Optional.empty(), a))
        .isEqualTo(new Arguments(List.of(a), Optional.empty(), false));
  }

  @Test
  void twoPositionalsAreInputAndOutput() {
    assertThat(understood(Optional.empty(), a, "out.parquet"))
        .isEqualTo(new Arguments(List.of(a), Optional.of("out.parquet"), false));
  }

  @Test
  void twoPositionalsWithAnOutputOptionAreBothInputs() {
    assertThat(understood(Optional.of("out"), a, b))
        .isEqualTo(new Arguments(List.of(a, b), Optional.of("out"), true));
  }

  @Test
  void threePositionalsAreInputs() {
    assertThat(understood(Optional.empty(), a, b, c))
        .isEqualTo(new Arguments(List.of(a, b, c), Optional.empty(), true));
  }

  @Test
  void folderOrPatternIsSeveralInputsEvenWithOneFile() {
    assertThat(understood(Optional.empty(), folder.toString()).several()).isTrue();
    assertThat(understood(Optional.empty(), folder + "/a*.csv").several()).isTrue();
  }

  @Test
  void secondFileOfAShellPatternIsNotOverwritten() {
    assertRefused(() -> understood(Optional.empty(), a, b), "ambiguous-output");
  }

  @Test
  void secondFileOfTheSameFormatByAnotherSuffixIsNotOverwritten() throws IOException {
    String tsv = Files.writeString(folder.resolve("t.tsv"), "x").toString();
    assertRefused(() -> understood(Optional.empty(), a, tsv), "ambiguous-output");
  }

  @Test
  void anExistingOutputOfAnotherFormatIsNoSecondInput() throws IOException {
    String parquet = Files.writeString(folder.resolve("t.parquet"), "x").toString();
    assertThat(understood(Optional.empty(), a, parquet).output()).contains(parquet);
  }

  @Test
  void remoteLocationsAreLookedAtThroughTheirStorage() {
    Set<String> remote = Set.of("dbfs:/v/a.csv", "dbfs:/v/b.csv");
    Arguments.Lookup lookup = new Arguments.Lookup(remote::contains, l -> false, s -> s);
    assertRefused(
        () -> Arguments.of(choices(Optional.empty(), "dbfs:/v/a.csv", "dbfs:/v/b.csv"), lookup),
        "ambiguous-output");
    assertThat(
            Arguments.of(choices(Optional.empty(), "dbfs:/v/a.csv", "dbfs:/v/new.csv"), lookup)
                .output())
        .contains("dbfs:/v/new.csv");
  }

  @Test
  void outputOptionMayNameAFileOfTheInputsFormat() {
    assertThat(understood(Optional.of(b), a).output()).contains(b);
  }

  @Test
  void outputThatIsTheInputThroughALinkIsRefused() throws IOException {
    Path symbolic = folder.resolve("symbolic.parquet");
    Path hard = folder.resolve("hard.parquet");
    Files.createSymbolicLink(symbolic, Path.of(a));
    Files.createLink(hard, Path.of(a));
    assertRefused(() -> understood(Optional.of(a), a), "output-is-input");
    assertRefused(() -> understood(Optional.of(symbolic.toString()), a), "output-is-input");
    assertRefused(() -> understood(Optional.empty(), a, hard.toString()), "output-is-input");
    assertRefused(() -> understood(Optional.of(folder + "/./a.csv"), a), "output-is-input");
    assertRefused(() -> understood(Optional.of("file://" + a), a), "output-is-input");
  }

  @Test
  void patternFollowedByANewNameAsksForTheOutputOption() {
    assertRefused(
        () -> understood(Optional.empty(), folder.toString(), "out"), "output-needs-option");
    assertRefused(
        () -> understood(Optional.empty(), folder + "/*.csv", "out"), "output-needs-option");
  }

  @Test
  void standardInputIsNoFile() {
    assertThat(understood(Optional.empty(), "-", a).inputs()).containsExactly("-");
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

  private static Arguments understood(Optional<String> output, String... positionals) {
    return Arguments.of(choices(output, positionals), local());
  }

  private static Arguments.Choices choices(Optional<String> output, String... positionals) {
    return new Arguments.Choices(List.of(positionals), output, Optional.empty());
  }

  private static Arguments.Lookup local() {
    return new Arguments.Lookup(
        location -> Files.exists(Path.of(location)),
        location -> Files.isDirectory(Path.of(location)) || location.contains("*"),
        suffix -> suffix.equals("tsv") ? "csv" : suffix);
  }
}
