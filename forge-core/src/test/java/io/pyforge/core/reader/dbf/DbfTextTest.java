package io.pyforge.core.reader.dbf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which code page text is read in. */
class DbfTextTest {
  private static DbfFile table(String text, Charset charset) {
    return new DbfFile(0x03).charset(charset).field("NAME", 'C', 20).row(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0x01, IBM437, M\u00FCller \u2592",
    "0x02, IBM850, \u00C5rhus",
    "0x03, windows-1252, \u20AC 5",
    "0x26, IBM866, \u041F\u0440\u0438\u0432\u0435\u0442",
    "0x64, IBM852, \u0141\u00F3d\u017A",
    "0x7B, windows-31j, \u65E5\u672C\u8A9E",
    "0x7A, GBK, \u4E2D\u6587",
    "0x4E, x-windows-949, \uD55C\uAE00",
    "0x78, x-windows-950, \u4E2D\u6587",
    "0x98, x-MacGreek, \u03B1\u03B2",
    "0xC8, windows-1250, \u0158\u00EDp",
    "0xC9, windows-1251, \u041C\u043E\u0441\u043A\u0432\u0430",
    "0xCB, windows-1253, \u03B1\u03B2"
  })
  void theLanguageDriverNamesTheCodePage(String driver, String charset, String text) {
    DbfRun run =
        DbfRun.of(table(text, Charset.forName(charset)).languageDriver(Integer.decode(driver)));
    assertThat(run.column(0)).containsExactly(text);
    assertThat(run.properties().get("encoding_from")).contains(driver);
    assertThat(run.notices()).isEmpty();
  }

  @Test
  void mazoviaAndKamenickyAreKnown() {
    byte[] polish = {(byte) 0x98, (byte) 0x92, (byte) 0x91};
    byte[] czech = {(byte) 0x9E, (byte) 0xA1, 'p'};
    DbfFile mazovia = new DbfFile(0x03).field("A", 'C', 3).languageDriver(0x69).row(polish);
    DbfFile kamenicky = new DbfFile(0x03).field("A", 'C', 3).languageDriver(0x68).row(czech);
    assertThat(DbfRun.of(mazovia).column(0)).containsExactly("\u015A\u0142\u0119");
    assertThat(DbfRun.of(kamenicky).column(0)).containsExactly("\u0158\u00EDp");
  }

  @Test
  void aCpgFileCountsMoreThanTheLanguageDriverAndTheOptionMost() {
    DbfFile table = table("\u00FC", StandardCharsets.UTF_8).languageDriver(0x57);
    Map<String, byte[]> cpg = Map.of("cpg", "UTF-8\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(DbfRun.of(table, cpg).column(0)).containsExactly("\u00FC");
    assertThat(DbfRun.of(table, cpg, "encoding", "IBM437").column(0))
        .containsExactly("\u251C\u255D");
    assertThat(DbfRun.of(table).column(0)).containsExactly("\u00C3\u00BC");
  }

  @ParameterizedTest
  @CsvSource({
    "1252, windows-1252",
    "ANSI 1251, windows-1251",
    "OEM 866, IBM866",
    "ISO 88591, ISO-8859-1",
    "88592, ISO-8859-2",
    "ISO-8859-15, ISO-8859-15",
    "SJIS, windows-31j",
    "Big5, Big5",
    "65001, UTF-8",
    "utf8, UTF-8"
  })
  void cpgFilesNameCodePagesInManyWays(String text, String encoding) {
    Map<String, byte[]> cpg = Map.of("cpg", text.getBytes(StandardCharsets.US_ASCII));
    DbfRun run = DbfRun.of(table("x", StandardCharsets.US_ASCII), cpg);
    assertThat(run.properties()).containsEntry("encoding", encoding);
  }

  @Test
  void aCpgFileThatNamesNothingIsTold() {
    Map<String, byte[]> cpg = Map.of("cpg", "Klingon".getBytes(StandardCharsets.US_ASCII));
    DbfRun run = DbfRun.of(table("x", StandardCharsets.US_ASCII).languageDriver(0x03), cpg);
    assertThat(run.properties()).containsEntry("encoding", "windows-1252");
    assertThat(run.notices().get("encoding-unknown")).contains("Klingon");
  }

  @Test
  void textOfNoDeclaredCodePageIsUtf8IfAllOfItIs() {
    DbfRun run = DbfRun.of(table("na\u00EFve \u4E2D", StandardCharsets.UTF_8));
    assertThat(run.column(0)).containsExactly("na\u00EFve \u4E2D");
    assertThat(run.notices()).isEmpty();
  }

  @Test
  void otherwiseItIsOfWindowsWithANotice() {
    DbfRun run = DbfRun.of(table("Ger\u00E4t", Charset.forName("windows-1252")));
    assertThat(run.column(0)).containsExactly("Ger\u00E4t");
    assertThat(run.notices().get("encoding-assumed"))
        .contains("windows-1252")
        .contains("--encoding");
  }

  @Test
  void orOfDosIfThatGivesLettersWithinWords() {
    DbfRun run = DbfRun.of(table("Ger\u00E4t", Charset.forName("IBM850")));
    assertThat(run.column(0)).containsExactly("Ger\u00E4t");
    assertThat(run.notices().get("encoding-assumed")).contains("IBM850");
  }

  @Test
  void lateTextThatIsNoUtf8ChangesTheReadingOfAll() {
    DbfFile table = new DbfFile(0x03).charset(StandardCharsets.ISO_8859_1).field("A", 'C', 100);
    for (int i = 0; i < 4000; i++) {
      table.row(i == 3999 ? "\u00E9t\u00E9" : "plain");
    }
    DbfRun run = DbfRun.of(TableSource.of(table.bytes(), Map.of()), 50_000, false);
    assertThat(run.column(0)).hasSize(4000).endsWith("plain", "\u00E9t\u00E9");
    assertThat(run.notices()).containsKey("encoding-assumed");
  }

  @Test
  void bytesThatAreNoTextFailOrAreReplaced() {
    DbfFile table =
        new DbfFile(0x03).languageDriver(0xCB).field("A", 'C', 3).row(DbfFile.bytes('a', 0xD2));
    assertThat(DbfRun.of(table).failure())
        .startsWith("INPUT invalid-text")
        .contains("record 1, field A");
    assertThat(DbfRun.of(table, "on-invalid-text", "replace").column(0)).containsExactly("a\uFFFD");
  }

  @Test
  void bytesThatWindowsLeavesUndefinedAreControls() {
    DbfFile table =
        new DbfFile(0x03).languageDriver(0x03).field("A", 'C', 3).row(DbfFile.bytes('a', 0x81));
    assertThat(DbfRun.of(table).column(0)).containsExactly("a\u0081");
  }

  @Test
  void encodingsWithoutAsciiAreRefused() {
    assertThat(DbfRun.of(table("x", StandardCharsets.US_ASCII), "encoding", "UTF-16").failure())
        .startsWith("USAGE bad-option-value");
  }

  @Test
  void namesOfFieldsAreInTheCodePageToo() {
    DbfFile table =
        new DbfFile(0x03)
            .charset(Charset.forName("IBM866"))
            .languageDriver(0x65)
            .field("\u0418\u041C\u042F", 'C', 5)
            .field("a", 'C', 1)
            .field("A", 'C', 1)
            .row("x", "y", "z");
    assertThat(DbfRun.of(table).columns())
        .containsExactly("\u0418\u041C\u042F text", "a text", "A_2 text");
  }
}
