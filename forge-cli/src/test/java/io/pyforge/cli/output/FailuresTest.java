package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Failures failures =
      new Failures(Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true)));

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindHasItsExitStatus(ErrorKind kind) {
    assertThat(failures.getExitCode(new ForgeException(kind, "some-code", "p", "r")))
        .isEqualTo(kind.exitStatus());
  }

  @Test
  void failureIsOneLineAndARemedy() {
    ForgeException failure =
        new ForgeException(ErrorKind.INPUT, "ragged-row", "a.csv: row 3\nis short", "mend it");
    assertThat(failures.report(failure, Optional.of("a.csv"), false, false)).isEqualTo(4);
    assertThat(err.toString().lines())
        .containsExactly("error: a.csv: row 3\\nis short", "  try: mend it");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutARemedyThereIsNoSecondLine() {
    failures.line(new ForgeException(ErrorKind.INPUT, "ragged-row", "a.csv is bad", ""), false);
    assertThat(err.toString().lines()).containsExactly("error: a.csv is bad");
  }

  @Test
  void jsonFailureIsPrintedForProgramsAndForPeople() {
    failures.report(
        new ForgeException(ErrorKind.OUTPUT, "output-exists", "b is there", "pass --force"),
        Optional.of("a"),
        true,
        false);
    assertThat(out.toString()).contains("\"code\":\"output-exists\",\"exit_code\":7");
    assertThat(err.toString()).startsWith("error: b is there");
  }

  @Test
  void foreignExceptionIsInternalAndShowsItsTraceOnlyWhenVerbose() {
    IllegalStateException foreign = new IllegalStateException("no way");
    assertThat(failures.report(foreign, Optional.empty(), false, false)).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "error: PyForge failed unexpectedly: IllegalStateException: no way",
            "  try: run again with -v, which shows where, and report it");
    failures.report(foreign, Optional.empty(), false, true);
    assertThat(err.toString()).contains("\tat " + FailuresTest.class.getName());
  }

  @Test
  void exhaustedMemoryNamesTheLimitAndItsVariable() {
    ForgeException shown = Failures.asForgeException(new OutOfMemoryError());
    assertThat(shown.code()).isEqualTo("out-of-memory");
    assertThat(shown.remedy()).contains("PYFORGE_JAVA_OPTS");
  }
}
