package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final StringWriter err = new StringWriter();
  private final PrintWriter writer = new PrintWriter(err, true);

  @Test
  void colourIsForTerminals() {
    Terminal.interactive(writer, writer, Map.of("TERM", "xterm")).error("no", "");
    assertThat(err.toString()).isEqualToIgnoringNewLines("\u001b[31merror:\u001b[0m no");
  }

  @Test
  void noColorIsHonoured() {
    Terminal.interactive(writer, writer, Map.of("NO_COLOR", "1")).warning("careful");
    assertThat(err.toString()).isEqualToIgnoringNewLines("warning: careful");
  }

  @Test
  void dumbTerminalsAndPipesGetNoColour() {
    Terminal.interactive(writer, writer, Map.of("TERM", "dumb")).warning("a");
    Terminal.of(writer, writer).warning("b");
    assertThat(err.toString().lines()).containsExactly("warning: a", "warning: b");
  }
}
