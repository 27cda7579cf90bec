package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final StringWriter err = new StringWriter();
  private final PrintWriter errWriter = new PrintWriter(err, true);
  private long nanos;

  @Test
  void nothingIsPrintedWhereNobodyLooks() {
    Terminal pipe = Terminal.of(errWriter, errWriter);
    try (ProgressDisplay display = new ProgressDisplay(pipe, () -> nanos)) {
      run(display, 10_000_000_000L);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shortWorkShowsNoBar() {
    try (ProgressDisplay display = new ProgressDisplay(screen(), () -> nanos)) {
      run(display, 900_000_000L);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void longWorkShowsABarThatIsRemovedAtTheEnd() {
    try (ProgressDisplay display = new ProgressDisplay(screen(), () -> nanos)) {
      run(display, 1_500_000_000L);
    }
    assertThat(err.toString()).contains("big.csv").endsWith("\r" + " ".repeat(79) + "\r");
  }

  private Terminal screen() {
    return Terminal.interactive(errWriter, errWriter, Map.of());
  }

  private void run(ProgressDisplay display, long afterNanos) {
    display.started("big.csv", 1000);
    nanos = afterNanos;
    display.advanced(500, 10);
    display.advanced(1000, 20);
    display.ended();
  }
}
