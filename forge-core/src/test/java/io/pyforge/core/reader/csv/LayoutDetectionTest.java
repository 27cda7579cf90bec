package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about a text before its first row is read. */
class LayoutDetectionTest {
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", ":"})
  void eachDelimiterIsFound(String mark) throws IOException {
    String text = "id,name,price\n1,alpha,5\n2,beta,6\n".replace(",", mark);
    assertThat(properties("t.csv", text))
        .containsEntry("delimiter", mark.equals("\t") ? "tab" : mark);
  }

  @Test
  void delimitersWithinQuotesDoNotCount() throws IOException {
    String text = "id;name\n1;\"a,b,c,d\"\n2;\"e,f,g,h\"\n3;\"i,j,k,l\"\n";
    assertThat(properties("t.csv", text)).containsEntry("delimiter", ";");
  }

  @Test
  void decimalCommasDoNotOutweighTheDelimiter() throws IOException {
    String text = "id;price;rate\n1;2,50;3,1\n2;3,75;4,2\n3;1,00;0,5\n";
    assertThat(properties("t.csv", text)).containsEntry("delimiter", ";");
  }

  @Test
  void timesDoNotMakeColonsDelimiters() throws IOException {
    String text = "at,what\n10:30:00,a\n11:30:00,b\n";
    assertThat(properties("t.csv", text)).containsEntry("delimiter", ",");
  }

  @Test
  void aTellingSuffixOutweighsCommas() throws IOException {
    String text = "a,b\tc\n1,2\t3\n4,5\t6\n";
    assertThat(properties("t.tsv", text)).containsEntry("delimiter", "tab");
  }

  @Test
  void proseWithoutColumnsHasOne() throws IOException {
    String text = "Dear all,\nthis is a letter.\nIt has no columns, as you see, at all\nBye\n";
    assertThat(properties("letter.txt", text)).containsEntry("delimiter", "none");
  }

  @Test
  void aLineOfProseNamesNoColumnButTextOverNumbersDoes() throws IOException {
    assertThat(properties("plain.txt", "one line\nanother line\n"))
        .containsEntry("header", "false");
    assertThat(properties("ids.txt", "id\n1\n2\n")).containsEntry("header", "true");
  }

  @Test
  void aNoteAsWideAsTheHeaderBelowItIsNoHeader() throws IOException {
    assertThat(CsvRun.of("# prices in EUR, with tax\nid,price\n1,2\n").columns())
        .containsExactly("id int64", "price int64");
    assertThat(CsvRun.of("#name,city\nAnn,Rome\nBob,Oslo\n").columns())
        .containsExactly("#name text", "city text");
  }

  @Test
  void optionsOutweighDetection() throws IOException {
    String text = "a,b;c\n1,2;3\n4,5;6\n";
    assertThat(
            properties(
                "t.csv",
                text,
                "delimiter",
                ";",
                "quote",
                "none",
                "escape",
                "\\",
                "header",
                "false"))
        .containsEntry("delimiter", ";")
        .containsEntry("quote", "none")
        .containsEntry("escape", "\\")
        .containsEntry("header", "false");
  }

  @Test
  void apostrophesAreQuotesWhereFieldsAreQuotedWithThem() throws IOException {
    assertThat(properties("t.csv", "a,b\n'x,y',1\n'z,w',2\n")).containsEntry("quote", "'");
    assertThat(properties("t.csv", "a,b\nit's,1\nthat's,2\n")).containsEntry("quote", "\"");
  }

  @Test
  void anEscapeIsFoundWhereQuotesNeedIt() throws IOException {
    assertThat(properties("t.csv", "a,b\n\"say \\\"hi\\\", he said\",1\n\"x\",2\n"))
        .containsEntry("escape", "\\");
    assertThat(properties("t.csv", "a,b\nC:\\temp,1\nD:\\x,2\n")).containsEntry("escape", "none");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"lf, '\n'", "crlf, '\r\n'", "cr, '\r'"})
  void eachLineEndIsFound(String name, String lineEnd) throws IOException {
    assertThat(properties("t.csv", "a,b\n1,2\n3,4\n".replace("\n", lineEnd)))
        .containsEntry("line_end", name);
  }

  @Test
  void aNewlineWithinQuotesIsNoLineEndOfATextWithCarriageReturns() {
    ReaderRun run = CsvRun.of("a,b\r1,\"two\nlines\"\r2,x\r");
    assertThat(run.columns()).containsExactly("a int64", "b text");
    assertThat(run.rows().get(0)).containsExactly("1", "two\nlines");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '=',
      textBlock =
          """
          id,name/1,alpha/2,beta             = true
          1,alpha/2,beta/3,gamma             = false
          name,city/alpha,Paris/beta,Rome    = true
          alpha,Paris/beta,Paris/alpha,Rome  = false
          region,2020,2021/north,5,6         = true
          2024-01-01,5/2024-01-02,6          = false
          a,a/x,y/z,w                        = false
          id,name                            = true
          5,6                                = false
          """)
  void theFirstRowIsAHeaderOrNot(String rows, boolean header) throws IOException {
    assertThat(properties("t.csv", rows.replace('/', '\n') + "\n"))
        .containsEntry("header", Boolean.toString(header));
  }

  @Test
  void notesAtTheStartAreToldAndSkipped() {
    ReaderRun run = CsvRun.of("# made today\n# by us\nid,name\n1,a\n");
    assertThat(run.columns()).containsExactly("id int64", "name text");
  }

  @Test
  void aNoteAsWideAsTheRowsIsTheHeader() {
    assertThat(CsvRun.of("#id,name\n1,a\n2,b\n").columns())
        .containsExactly("#id int64", "name text");
  }

  @Test
  void blankLinesBeforeTheHeaderAreSkipped() {
    assertThat(CsvRun.of("\n\r\nid,name\n1,a\n").columns())
        .containsExactly("id int64", "name text");
  }

  @Test
  void aFirstRowLongerThanTheSampleIsWaitedFor() {
    String header = "id," + "n".repeat(500);
    ReaderRun run = CsvRun.of(new CsvReader(16, 64), header + "\n1,a\n");
    assertThat(run.columns().get(0)).isEqualTo("id int64");
    assertThat(run.rows()).hasSize(1);
  }

  @Test
  void aFirstRowLongerThanTheLimitIsRefusedWithTheLimit() {
    ReaderRun run =
        CsvRun.of(
            new CsvReader(16, 64),
            "id," + "n".repeat(500),
            "max-row-bytes",
            "100",
            "header",
            "true");
    assertThat(run.failure())
        .isEqualTo("INPUT row-too-long: t.csv: the row in line 1 is longer than 100 bytes");
  }

  @Test
  void invalidBytesInAHeaderAreNamed() {
    byte[] text = "id,n?\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    text[4] = (byte) 0xFC;
    ReaderRun run =
        ReaderRun.of(
            new CsvReader(),
            new MemorySource("t.csv", text),
            OptionValues.of(Map.of("encoding", "UTF-8")),
            ReaderRun.AfterMiss.SURVEY);
    assertThat(run.failure())
        .isEqualTo("INPUT invalid-text: t.csv: line 1, byte 5 is no valid UTF-8 text");
  }

  private static Map<String, String> properties(String name, String text, String... options)
      throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    MemorySource source = new MemorySource(name, text.getBytes(StandardCharsets.UTF_8));
    try (TabularInput input =
        new CsvReader().open(source, OptionValues.of(values), new TestReadContext(Path.of(".")))) {
      return input.properties();
    }
  }
}
