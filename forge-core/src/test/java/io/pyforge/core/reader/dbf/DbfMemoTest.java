package io.pyforge.core.reader.dbf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memos in the file beside the table. */
class DbfMemoTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static DbfFile dBase(int version) {
    return new DbfFile(version).languageDriver(0x03).field("ID", 'N', 3).field("NOTE", 'M', 10);
  }

  private static byte[] dBase3Memos(String... memos) {
    ByteBuffer file = ByteBuffer.allocate(512 * (1 + memos.length * 4));
    for (int i = 0; i < memos.length; i++) {
      file.position(512 * (1 + i * 4)).put(ascii(memos[i])).put(ascii("\u001A\u001A"));
    }
    return file.array();
  }

  private static byte[] foxProMemos(int blockBytes, byte[]... memos) {
    ByteBuffer file = ByteBuffer.allocate(512 + blockBytes * 64 * memos.length);
    file.putShort(6, (short) blockBytes);
    for (int i = 0; i < memos.length; i++) {
      file.position(512 + i * blockBytes * 64).putInt(1).putInt(memos[i].length).put(memos[i]);
    }
    return file.array();
  }

  @Test
  void memosOfDBase3EndAtTheirMark() {
    String longMemo = "x".repeat(1500);
    DbfRun run =
        DbfRun.of(
            dBase(0x83).row("1", "         1").row("2", "5").row("3", ""),
            Map.of("dbt", dBase3Memos("first\r\nline", longMemo)));
    assertThat(run.columns()).containsExactly("ID int32", "NOTE text");
    assertThat(run.column(1)).containsExactly("first\r\nline", longMemo, null);
    assertThat(run.properties()).containsEntry("memo_file", "t.dbt");
  }

  @Test
  void memosOfDBase4HaveTheirLength() {
    ByteBuffer memos = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    memos.putShort(20, (short) 1024);
    memos
        .position(1024)
        .put(DbfFile.bytes(0xFF, 0xFF, 8, 0))
        .putInt(8 + 5)
        .put(ascii("a\u001Ab\0c"));
    DbfRun run = DbfRun.of(dBase(0x8B).row("1", "1"), Map.of("dbt", memos.array()));
    assertThat(run.column(1)).containsExactly("a\u001Ab\0c");
  }

  @Test
  void memosOfFoxProAreTextOrBytes() {
    DbfFile table =
        new DbfFile(0x30)
            .languageDriver(0xC9)
            .field("NOTE", 'M', 4)
            .field("PICTURE", 'G', 4)
            .row(DbfFile.int32(8), DbfFile.int32(8 + 64))
            .row(new byte[4], new byte[4]);
    byte[] memos = foxProMemos(64, DbfFile.bytes(0xCF, 0xF0), DbfFile.bytes(0, 1, 0xFF));
    DbfRun run = DbfRun.of(table, Map.of("fpt", memos));
    assertThat(run.columns()).containsExactly("NOTE text", "PICTURE binary");
    assertThat(run.column(0)).containsExactly("\u041F\u0440", null);
    assertThat(run.column(1).get(0)).isNotNull();
    assertThat(run.column(1).get(1)).isNull();
  }

  @Test
  void withoutTheFileMemosAreNullAndCounted() {
    DbfRun run = DbfRun.of(dBase(0xF5).row("1", "8").row("2", "").row("3", "9"));
    assertThat(run.column(0)).containsExactly("1", "2", "3");
    assertThat(run.column(1)).containsExactly(null, null, null);
    assertThat(run.notices().get("memo-file-missing")).startsWith("2 memos").contains("t.fpt");
    assertThat(run.properties()).containsEntry("memo_file", "missing");
  }

  @Test
  void memosThatAreNotThereAreNullAndCounted() {
    byte[] memos = foxProMemos(64, ascii("ok"));
    memos[512 + 4] = 0x7F; // a length beyond the file
    DbfRun run =
        DbfRun.of(
            dBase(0xF5).row("1", "8").row("2", "999999999").row("3", "x"), Map.of("fpt", memos));
    assertThat(run.column(1)).containsExactly(null, null, null);
    assertThat(run.notices().get("memos-damaged")).startsWith("3 memos").contains("record 1");
  }

  @Test
  void aMemoLongerThanTheLimitIsRefused() {
    byte[] memos = foxProMemos(64, new byte[2000]);
    assertThat(
            DbfRun.of(dBase(0xF5).row("1", "8"), Map.of("fpt", memos), "max-row-bytes", "1KiB")
                .failure())
        .startsWith("INPUT row-too-long")
        .contains("record 1");
  }

  @Test
  void manyMemosBeginNewPieces() {
    byte[] memos = foxProMemos(512, new byte[30_000]);
    DbfFile table = dBase(0xF5);
    for (int i = 0; i < 1500; i++) {
      table.row(i % 1000, "1");
    }
    DbfRun run = DbfRun.of(table, Map.of("fpt", memos));
    assertThat(run.column(0)).hasSize(1500);
    assertThat(run.column(1)).doesNotContainNull().allMatch(memo -> memo.length() == 30_000);
  }
}
