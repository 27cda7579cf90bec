package io.pyforge.core.reader.dbf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.reader.FormatReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, counts and lengths, also where they lie. */
class DbfStructureTest {
  private static DbfFile table() {
    return new DbfFile(0x03).languageDriver(0x03).field("ID", 'N', 4).field("NAME", 'C', 6);
  }

  private static DbfRun read(byte[] bytes) {
    return DbfRun.of(TableSource.of(bytes, Map.of()), 1 << 20, false);
  }

  @Test
  void deletedRecordsAreLeftOutAndCounted() {
    DbfRun run = DbfRun.of(table().row(1, "a").deleted(2, "b").row(3, "c"));
    assertThat(run.column(0)).containsExactly("1", "3");
    assertThat(run.notices().get("deleted-records")).startsWith("1 ");
  }

  @Test
  void includeDeletedGivesThemWithTheirMark() {
    DbfRun run = DbfRun.of(table().row(1, "a").deleted(2, "b"), "include-deleted", "true");
    assertThat(run.columns()).containsExactly("ID int32", "NAME text", "_deleted bool");
    assertThat(run.column(0)).containsExactly("1", "2");
    assertThat(run.column(2)).containsExactly("false", "true");
    assertThat(run.notices()).isEmpty();
  }

  @Test
  void aTableWithoutRecordsHasItsColumns() {
    DbfRun run = DbfRun.of(table());
    assertThat(run.failure()).isEmpty();
    assertThat(run.columns()).containsExactly("ID int32", "NAME text");
    assertThat(run.rows()).isEmpty();
  }

  @Test
  void aTableWithoutFieldsHasItsDeletionMarks() {
    DbfRun run = DbfRun.of(new DbfFile(0x03).row().row());
    assertThat(run.columns()).containsExactly("_deleted bool");
    assertThat(run.column(0)).containsExactly("false", "false");
  }

  @Test
  void theFileDecidesHowManyRecordsThereAre() {
    DbfRun more = DbfRun.of(table().row(1, "a").row(2, "b").claimMore(2_000_000_000));
    assertThat(more.column(0)).containsExactly("1", "2");
    assertThat(more.notices().get("record-count")).contains("2000000002").contains("holds 2");
    DbfRun fewer = DbfRun.of(table().row(1, "a").row(2, "b").claimMore(-1));
    assertThat(fewer.column(0)).containsExactly("1", "2");
    assertThat(fewer.notices().get("record-count")).contains("counts 1");
  }

  @Test
  void whatFollowsTheEndMarkIsLeftOut() {
    byte[] old = {0x1A, ' ', ' ', ' ', '9', 'o', 'l', 'd', ' ', ' ', ' ', ' '};
    DbfRun run = DbfRun.of(table().row(1, "a").raw(old));
    assertThat(run.column(0)).containsExactly("1");
    assertThat(run.notices()).isEmpty();
  }

  @Test
  void anEndMarkBeforeTheCountedRecordsEndsThem() {
    byte[] end = {0x1A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    DbfRun run = DbfRun.of(table().row(1, "a").raw(end).claimMore(1));
    assertThat(run.column(0)).containsExactly("1");
    assertThat(run.notices()).containsOnlyKeys("record-count");
  }

  @Test
  void otherBytesBehindTheRecordsAreTold() {
    DbfRun run = DbfRun.of(table().row(1, "a").raw((byte) 'x', (byte) 'y'));
    assertThat(run.column(0)).containsExactly("1");
    assertThat(run.notices()).containsOnlyKeys("bytes-after-records");
  }

  @Test
  void aRecordThatTheFileEndsWithinGivesItsWholeFields() {
    byte[] bytes = table().row(1, "a").row(2, "bcdefg").bytes();
    DbfRun run = read(Arrays.copyOf(bytes, bytes.length - 3));
    assertThat(run.column(0)).containsExactly("1", "2");
    assertThat(run.column(1)).containsExactly("a", null);
    assertThat(run.notices().get("record-count")).contains("counts 2").contains("part of another");
  }

  @Test
  void recordsWithOtherMarksAreReadAndCounted() {
    DbfRun run = DbfRun.of(table().marked(0, 1, "a").row(2, "b"));
    assertThat(run.column(0)).containsExactly("1", "2");
    assertThat(run.notices().get("odd-deletion-marks")).contains("record 1");
  }

  @Test
  void recordsLongerThanTheirFieldsAreTold() {
    byte[] bytes = table().row(1, "a").raw((byte) '?', (byte) '?').bytes();
    bytes[10] += 2;
    DbfRun run = read(bytes);
    assertThat(run.rows().get(0)).containsExactly("1", "a");
    assertThat(run.notices()).containsOnlyKeys("record-length");
  }

  @Test
  void recordsShorterThanTheirFieldsAreRefused() {
    byte[] bytes = table().row(1, "a").bytes();
    bytes[10] = 5;
    assertThat(read(bytes).failure()).startsWith("INPUT not-dbf").contains("11 bytes");
    bytes[10] = 0;
    assertThat(read(bytes).failure()).startsWith("INPUT not-dbf").contains("0 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 50, 96})
  void aFileThatEndsWithinItsHeaderIsRefused(int length) {
    assertThat(read(Arrays.copyOf(table().row(1, "a").bytes(), length)).failure())
        .startsWith("INPUT not-dbf");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(read(new byte[0]).failure()).startsWith("INPUT empty-input");
  }

  @Test
  void encryptedTablesAreRefused() {
    byte[] bytes = new DbfFile(0x8B).field("A", 'C', 5).row("x").bytes();
    bytes[15] = 1;
    assertThat(read(bytes).failure()).startsWith("INPUT encryption-unsupported");
  }

  @Test
  void dBase2HasAHeaderOfItsOwn() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(DbfFile.bytes(2, 1, 0, 3, 15, 84, 11, 0));
    file.writeBytes("ID\0\0\0\0\0\0\0\0\0N".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(DbfFile.bytes(5, 0, 0, 2));
    file.writeBytes("NAME\0\0\0\0\0\0\0C".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(DbfFile.bytes(5, 0, 0, 0, 0x0D));
    file.writeBytes(new byte[521 - file.size()]);
    file.writeBytes("  1.50Anna ".getBytes(StandardCharsets.US_ASCII));
    DbfRun run = read(file.toByteArray());
    assertThat(run.columns()).containsExactly("ID decimal(4,2)", "NAME text");
    assertThat(run.rows().get(0)).containsExactly("1.50", "Anna");
    assertThat(run.properties()).containsEntry("last_update", "1984-03-15");
  }

  @Test
  void infoTellsTheHeader() {
    assertThat(DbfRun.of(table().row(1, "a")).properties())
        .containsEntry("version", "dBASE III")
        .containsEntry("last_update", "2024-03-15")
        .containsEntry("records", "1")
        .containsEntry("fields", "ID N(4), NAME C(6)");
  }

  @Test
  void contentAloneTellsTheFormat() {
    byte[] bytes = table().row(1, "a").bytes();
    DbfReader reader = new DbfReader();
    assertThat(reader.match(new SourceHead("t.dbf", bytes, true))).isEqualTo(FormatReader.CERTAIN);
    assertThat(reader.match(new SourceHead("t.bin", bytes, true)))
        .isEqualTo(FormatReader.BY_CONTENT);
    assertThat(reader.match(new SourceHead("t.bin", new byte[100], true)))
        .isEqualTo(FormatReader.NO_MATCH);
  }

  @Test
  void textThatBeginsAsATableMayIsNone() {
    byte[] text =
        ("{\r\n\t\"name\": \"" + "N".repeat(40) + "\",\r\n\t\"id\": 1\r\n}")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(new DbfReader().match(new SourceHead("data", text, true)))
        .isEqualTo(FormatReader.NO_MATCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 200, 4096})
  void piecesOfAnySizeGiveTheSameRows(int blockBytes) {
    DbfFile table = table();
    for (int i = 0; i < 300; i++) {
      if (i % 7 == 3) {
        table.deleted(i, "gone");
      } else {
        table.row(i == 280 ? "x" : Integer.toString(i), "n" + i);
      }
    }
    TableSource source = TableSource.of(table.raw((byte) 0x1A).bytes(), Map.of());
    DbfRun whole = DbfRun.of(source, 1 << 20, false);
    assertThat(whole.columns()).containsExactly("ID text", "NAME text");
    assertThat(whole.rows()).hasSize(257);
    assertThat(DbfRun.of(source, blockBytes, false)).isEqualTo(whole);
    assertThat(DbfRun.of(source, blockBytes, true)).isEqualTo(whole);
  }
}
