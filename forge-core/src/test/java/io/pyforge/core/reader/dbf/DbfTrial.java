package io.pyforge.core.reader.dbf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;

/**
 * One attack on the reader: a table and a file of memos, which are read in pieces of several sizes.
 *
 * @param memoSuffix of the file of memos
 */
record DbfTrial(byte[] table, byte[] memos, String memoSuffix, String[] options) {
  private static final int ONE_PIECE = 1 << 20;
  private static final int HEAD_BYTES = 2;

  /** The first two bytes choose: how many bytes at the end are memos, and options. */
  static DbfTrial of(byte[] attack) {
    byte[] head = Arrays.copyOf(attack, HEAD_BYTES);
    int from = Math.min(HEAD_BYTES, attack.length);
    int memoBytes = Math.min(attack.length - from, (head[0] & 0xff) * 16);
    int split = attack.length - memoBytes;
    String[] options =
        switch (head[1] >> 1 & 3) {
          case 0 -> new String[] {"include-deleted", "true"};
          case 1 -> new String[] {"on-invalid-value", "null", "on-invalid-text", "replace"};
          case 2 -> new String[] {"max-row-bytes", "1KiB"};
          default -> new String[] {};
        };
    return new DbfTrial(
        Arrays.copyOfRange(attack, from, split),
        Arrays.copyOfRange(attack, split, attack.length),
        (head[1] & 1) == 0 ? "fpt" : "dbt",
        options);
  }

  /** Any bytes end in rows or a failure of the input, whatever the pieces are. */
  void check() {
    DbfRun whole = run(ONE_PIECE, false);
    if (!whole.failure().isEmpty()) {
      assertThat(whole.failure()).startsWith("INPUT");
      assertThat(run(64, false).failure()).startsWith("INPUT");
      return;
    }
    assertThat(run(64, false)).as("small pieces").isEqualTo(whole);
    assertThat(run(300, true)).as("pieces read after a miss").isEqualTo(whole);
  }

  private DbfRun run(int blockBytes, boolean late) {
    TableSource source = TableSource.of(table, Map.of(memoSuffix, memos));
    DbfRun run = DbfRun.of(source, blockBytes, late, options);
    assertThat(source.table().openCount()).as("streams left open").isZero();
    return run;
  }
}
