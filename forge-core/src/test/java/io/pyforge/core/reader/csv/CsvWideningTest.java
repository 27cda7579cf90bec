package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.core.testing.ReaderRun.AfterMiss;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types that the first rows suggest and later rows refute. */
class CsvWideningTest {
  private static final CsvReader SMALL = new CsvReader(24, 16);

  @Test
  void columnsThatWidenInDifferentBlocksWidenTogether() {
    ReaderRun run = CsvRun.of(SMALL, "a,b,c\n1,1,1\n2,2,2\n3,3,3\n4,4.5,4\n5,5,x\n6,6,6\n");
    assertThat(run.columns()).containsExactly("a int64", "b decimal(18,1)", "c text");
    assertThat(run.rows().get(3)).containsExactly("4", "4.5", "4");
    assertThat(run.widened())
        .extracting(Notice::message)
        .containsExactly(
            "column b is decimal(18,1) instead of int64 as the first rows suggested",
            "column c is text instead of int64 as the first rows suggested");
    assertThat(run.passes()).isEqualTo(2);
  }

  @Test
  void trailingDelimitersAreNoColumnWhenAnotherColumnWidens() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,2\n3,4\n5,6\n7,8,\n9,x\n11,12,\n");
    assertThat(run.columns()).containsExactly("a int64", "b text");
    assertThat(run.codes()).containsExactly("type-widened", "trailing-delimiters");
  }

  @Test
  void trailingDelimitersAreNoColumnUnderStrictTypes() {
    ReaderRun run = CsvRun.of("a,b\n1,2,\n3,4,\n", "strict-types", "true");
    assertThat(run.columns()).containsExactly("a int64", "b int64");
  }

  @Test
  void extraFieldsThatAppearLateBecomeColumns() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,2\n3,4\n5,6\n7,8,,late\n9,10\n");
    assertThat(run.columns())
        .containsExactly("a int64", "b int64", "column_3 text", "column_4 text");
    assertThat(run.rows().get(3)).containsExactly("7", "8", null, "late");
    assertThat(run.rows().get(4)).containsExactly("9", "10", null, null);
    assertThat(run.codes()).containsExactly("column-added", "column-added", "short-rows");
  }

  @Test
  void theFirstValueOfAnEmptyColumnDecidesItsTypeHoweverLate() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,\n2,\n3,\n4,\n5,\n6,2024-03-15\n7,\n");
    assertThat(run.columns()).containsExactly("a int64", "b date");
    assertThat(run.widened())
        .extracting(Notice::message)
        .containsExactly("column b is date; the first rows hold no value for it");
  }

  @Test
  void aColumnThatStaysEmptyIsTextOfNulls() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,\n2,\n3,\n4,\n5,\n");
    assertThat(run.columns()).containsExactly("a int64", "b text");
    assertThat(run.rows()).allMatch(row -> row.get(1) == null);
    assertThat(run.passes()).isEqualTo(1);
  }

  @Test
  void aRaggedRowIsNamedAndNotMadeAColumnWhenTypesWiden() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,2\n3,4\n5,6\nx,8\n9,10,11\n", "on-ragged", "error");
    assertThat(run.failure())
        .isEqualTo("INPUT ragged-row: t.csv: the row in line 6 has 3 fields instead of 2");
  }

  @Test
  void strictTypesNeedOnePass() {
    ReaderRun run =
        CsvRun.of(SMALL, "a,b\n1,1\n2,2\n3,3\n4,x\n5.5,5\n6,6,7\n", "strict-types", "true");
    assertThat(run.passes()).isEqualTo(1);
    assertThat(run.columns()).containsExactly("a decimal(18,1)", "b text", "column_3 int64");
    assertThat(run.widened()).isEmpty();
  }

  @Test
  void numbersThatNoDoubleKeepsWidenTheColumnToText() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1e5,1\n2.5,1\n3e7,1\n9007199254740993,1\n");
    assertThat(run.columns()).containsExactly("a text", "b int64");
    assertThat(run.rows().get(3)).containsExactly("9007199254740993", "1");
  }

  @Test
  void minusZeroLateMakesDoublesThatKeepIt() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,1\n2,1\n3,1\n4,1\n5,1\n-0,1\n");
    assertThat(run.columns()).containsExactly("a float64", "b int64");
    assertThat(run.rows().get(5)).containsExactly("-0.0", "1");
  }

  @Test
  void aNullTextSpeltWithAnEscapeIsNullWhetherReadOrSurveyed() {
    byte[] text = "a,b\n1,2\n3,4\n5,6\n7,x\n8,9,\\N\n10,11\n".getBytes(StandardCharsets.UTF_8);
    OptionValues options = OptionValues.of(Map.of("escape", "\\", "null-text", "N"));
    ReaderRun surveyed =
        ReaderRun.of(SMALL, new MemorySource("t.csv", text), options, AfterMiss.SURVEY);
    ReaderRun read = ReaderRun.of(SMALL, new MemorySource("t.csv", text), options, AfterMiss.READ);
    assertThat(surveyed.columns()).containsExactly("a int64", "b text");
    assertThat(read).isEqualTo(surveyed);
  }

  @Test
  void anEscapedLineEndAtTheEndOfABlockIsPartOfItsField() {
    String text = "a,b\n1,x\\\ny\n2,z\n";
    for (int block = 4; block < 20; block++) {
      ReaderRun run = CsvRun.of(new CsvReader(100, block), text, "escape", "\\");
      assertThat(run.rows()).containsExactly(Arrays.asList("1", "x\ny"), Arrays.asList("2", "z"));
    }
  }

  @Test
  void aQuoteThatNeverClosesBehindAnExtraFieldOfABrokenRowIsNamed() {
    ReaderRun run =
        CsvRun.of(
            SMALL,
            "a,b\n1,2\n3,4\n5,6\nx,8,extra,\"open\n9,10\n",
            "schema",
            "a:int64",
            "on-schema-error",
            "reject");
    assertThat(run.failure())
        .isEqualTo("INPUT unclosed-quote: t.csv: the row in line 5 ends inside a quoted field");
  }

  @Test
  void aTableOfAMillionColumnsIsRefused() {
    ReaderRun run = CsvRun.of("a" + ",a".repeat(1_000_000) + "\n1\n", "header", "true");
    assertThat(run.failure())
        .isEqualTo("INPUT too-many-columns: t.csv: the row in line 1 has more than 32768 fields");
  }

  @Test
  void aRowOfAMillionFieldsIsRefused() {
    ReaderRun run = CsvRun.of(SMALL, "a,b\n1,2\n3,4\n5,6\n7,8" + ",9".repeat(1_000_000) + "\n");
    assertThat(run.failure())
        .isEqualTo("INPUT too-many-columns: t.csv: the row in line 5 has more than 32768 fields");
  }

  @Test
  void theLimitOfARowHoldsForRowsShorterThanABlock() {
    ReaderRun run =
        CsvRun.of("a,b\n1,2\n3,\"x\n" + "y".repeat(200) + "\"\n", "max-row-bytes", "100");
    assertThat(run.failure())
        .isEqualTo("INPUT row-too-long: t.csv: the row in line 3 is longer than 100 bytes");
  }
}
