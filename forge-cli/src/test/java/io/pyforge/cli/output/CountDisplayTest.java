package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountDisplayTest {
  private static final String CLEARED = "\r" + " ".repeat(79) + "\r";

  private final StringWriter err = new StringWriter();
  private final PrintWriter errWriter = new PrintWriter(err, true);
  private long nanos;

  @Test
  void nothingIsPrintedWhereNobodyLooks() {
    Terminal pipe = Terminal.of(errWriter, errWriter);
    try (CountDisplay display = new CountDisplay(pipe, () -> nanos)) {
      nanos = 10_000_000_000L;
      display.update(1, 2, false);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shortWorkShowsNoBar() {
    try (CountDisplay display = new CountDisplay(screen(), () -> nanos)) {
      nanos = 900_000_000L;
      display.update(1, 2, false);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void longWorkShowsHowManyAreDoneAndFailed() {
    try (CountDisplay display = new CountDisplay(screen(), () -> nanos)) {
      display.update(1, 4000, true);
      nanos = 1_500_000_000L;
      display.update(1000, 4000, false);
      assertThat(err.toString())
          .startsWith("\r[=======                       ] 1,000/4,000 inputs, 1 failed          ");
      nanos += 1_000_000L; // too soon to draw again
      display.update(1001, 4000, false);
      assertThat(err.toString()).doesNotContain("1,001");
    }
    assertThat(err.toString()).endsWith(CLEARED);
  }

  @Test
  void linesArePrintedInTheBarsPlace() {
    try (CountDisplay display = new CountDisplay(screen(), () -> nanos)) {
      nanos = 1_500_000_000L;
      display.update(1, 2, false);
      display.above(() -> errWriter.print("a.csv -> a.parquet\n"));
      assertThat(err.toString()).endsWith(CLEARED + "a.csv -> a.parquet\n");
      nanos += 200_000_000L;
      display.update(2, 2, false);
      assertThat(err.toString()).contains("2/2 inputs");
    }
  }

  private Terminal screen() {
    return Terminal.interactive(errWriter, errWriter, Map.of());
  }
}
