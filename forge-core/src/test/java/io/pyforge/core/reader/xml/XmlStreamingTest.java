package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.core.testing.ReaderRun.AfterMiss;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents too large to be held, as little text meets them: one row is sampled, none is held. */
class XmlStreamingTest {
  private static final String LATE =
      """
      <d><title>T</title>
        <r><v>1</v></r><r><v>2</v></r><r><v>x</v><w>new</w></r>
        <total>3</total>behind
      </d>
      """;

  private static final String GROUPS =
      """
      <db name="k">
        <table id="a"><row>1</row><row>2</row><rows>2</rows></table>
        <table id="b"><row>3</row><note>n</note></table>
        <table id="c"/>
        <tail>z</tail>
      </db>
      """;

  private static ReaderRun small(String text, String... options) {
    return run(new XmlReader(1, 0), text, options);
  }

  private static ReaderRun whole(String text, String... options) {
    return run(new XmlReader(), text, options);
  }

  private static ReaderRun run(XmlReader reader, String text, String... options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    MemorySource source = new MemorySource("t.xml", text.getBytes(StandardCharsets.UTF_8));
    return ReaderRun.of(reader, source, OptionValues.of(values), AfterMiss.SURVEY);
  }

  @Test
  void valuesBehindRowsAreInEveryRow() {
    ReaderRun run = small(LATE);
    assertThat(run.failure()).isEmpty();
    assertThat(run.columns())
        .containsExactly("d text", "d_title text", "d_r_v text", "d_r_w text", "d_total int64");
    assertThat(run.rows())
        .isEqualTo(
            List.of(
                java.util.Arrays.asList("behind", "T", "1", null, "3"),
                java.util.Arrays.asList("behind", "T", "2", null, "3"),
                List.of("behind", "T", "x", "new", "3")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "child-tables true",
        "row-tag row",
        "array-handling concatenate",
        "array-handling json_string",
        "flatten-strategy moderate",
        "flatten-strategy aggressive",
        "row-tag row array-handling json_string",
        "namespace-handling prefix",
        "strict-types true",
      })
  void nothingDependsOnHowMuchIsHeldOrSampled(String options) {
    String[] values = options.isEmpty() ? new String[0] : options.split(" ");
    for (String text : List.of(LATE, GROUPS, GROUPS.repeat(3), LATE + GROUPS)) {
      ReaderRun small = small(text, values);
      ReaderRun whole = whole(text, values);
      assertThat(small.failure()).isEqualTo(whole.failure());
      assertThat(small.columns()).isEqualTo(whole.columns());
      assertThat(small.rows()).isEqualTo(whole.rows());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void charactersMayBeCutAnywhere(int offset) {
    String text = "x".repeat(offset) + "\uD83D\uDE00€é".repeat(40_000);
    ReaderRun run = whole("<d><c>" + text + "</c><c>y</c></d>");
    assertThat(run.failure()).isEmpty();
    assertThat(run.rows()).isEqualTo(List.of(List.of(text), List.of("y")));
  }

  @Test
  void aNewPathIsARestartAndNoLoss() {
    assertThat(small(LATE).codes()).contains("column-added");
    String numbers = "<r><v>1</v></r>".repeat(20_000);
    String text = "<d>" + numbers + "<r><v>x</v><w>y</w></r></d>";
    ReaderRun run = run(new XmlReader(1, 1024), text);
    assertThat(run.codes()).containsExactly("type-widened", "column-added");
    assertThat(run.rows()).hasSize(20_001).last().isEqualTo(List.of("x", "y"));
  }
}
