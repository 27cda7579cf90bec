package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAligned() {
    TextTable table = new TextTable("  ");
    table.add("NAME", "N");
    table.add("a", "10");
    assertThat(table.lines()).containsExactly("  NAME  N", "  a     10");
  }

  @Test
  void nullEmptyAndTheirSpellingsStayApart() {
    TextTable table = new TextTable("");
    table.addData(Arrays.asList(null, "", "<null>", "\"\"", "x"));
    assertThat(table.lines()).containsExactly("<null>  \"\"  \"<null>\"  \"\"\"\"  x");
  }

  @Test
  void controlCharactersAreShownNotObeyed() {
    TextTable table = new TextTable("");
    table.addData(Arrays.asList("a\nb\tc\u001b[31m"));
    assertThat(table.lines()).containsExactly("a\\nb\\tc\\u001b[31m");
  }

  @Test
  void longCellsAreCutBetweenCharacters() {
    TextTable table = new TextTable("");
    table.addData(Arrays.asList("\ud83d\ude00".repeat(50)));
    assertThat(table.lines()).containsExactly("\ud83d\ude00".repeat(37) + "...");
  }
}
