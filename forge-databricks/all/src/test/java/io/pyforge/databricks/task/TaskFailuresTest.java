package io.pyforge.databricks.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.cli.output.Terminal.PrintedError;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskFailuresTest {
  @Test
  void oneFailureIsToldAsItWasPrinted() {
    ForgeException failure =
        TaskFailures.of(
            3, List.of("convert", "x.csv"), List.of(new PrintedError("x.csv is gone", "look")));
    assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(failure.code()).isEqualTo("task-failed");
    assertThat(failure).hasMessage("x.csv is gone / look");
  }

  @Test
  void failuresOfABatchAreCountedAndTheFirstOnesNamed() {
    List<PrintedError> errors =
        IntStream.rangeClosed(1, 7)
            .mapToObj(i -> new PrintedError("f" + i + " is bad", i == 1 ? "mend it" : ""))
            .toList();
    ForgeException failure = TaskFailures.of(9, List.of("convert"), errors);
    assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIAL);
    assertThat(failure)
        .hasMessage(
            "pyforge convert ended with status 9 after 7 failures; f1 is bad (try: mend it);"
                + " f2 is bad; f3 is bad; f4 is bad; f5 is bad"
                + " / the others are in the driver's log");
  }

  @Test
  void statusWithoutAnErrorIsToldByTheCommandAlone() {
    ForgeException failure =
        TaskFailures.of(5, List.of("validate", "x", "--token", "dapi123"), List.of());
    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(failure)
        .hasMessage(
            "pyforge validate ended with status 5 / its output in the driver's log says why");
  }

  @Test
  void statusThatNoKindHasIsOurFault() {
    assertThat(TaskFailures.of(143, List.of(), List.of()).kind()).isEqualTo(ErrorKind.INTERNAL);
  }
}
