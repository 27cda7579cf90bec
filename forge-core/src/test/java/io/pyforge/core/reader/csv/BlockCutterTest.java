package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BlockCutterTest {
  private static final Dialect PLAIN =
      new Dialect((byte) ',', '"', Dialect.NONE, Dialect.NONE, (byte) '\n');

  @RepeatedTest(value = 4, name = "random texts {currentRepetition}")
  void everyCutIsTheEndOfTheLastWholeRow(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 10_000; i++) {
      Dialect dialect = RandomText.dialect(random);
      byte[] text = RandomText.of(random, dialect, 80);
      int length = random.nextInt(text.length + 1);
      int cut = new BlockCutter(dialect).lastRowEnd(Arrays.copyOf(text, text.length + 64), length);
      assertThat(cut)
          .as("%s of '%s' to %d", dialect, new String(text, StandardCharsets.UTF_8), length)
          .isEqualTo(lastRowEnd(text, length, dialect));
    }
  }

  /** The largest row end within {@code length} that stays one whatever follows. */
  private static int lastRowEnd(byte[] text, int length, Dialect dialect) {
    byte[] seen = Arrays.copyOf(text, length);
    byte[] more = Arrays.copyOf(seen, length + 2);
    more[length] = 'z';
    more[length + 1] = dialect.lineEnd();
    int last = 0;
    int at = 0;
    for (ReferenceRows.Row row : ReferenceRows.of(more, dialect.withComment(Dialect.NONE))) {
      at = row.end();
      if (row.closed() && at <= length) {
        last = at;
      }
    }
    if (dialect.comment() == Dialect.NONE
        || dialect.quote() == Dialect.NONE && dialect.escape() == Dialect.NONE) {
      return last;
    }
    return lastRowEndWithComments(more, length, dialect);
  }

  private static int lastRowEndWithComments(byte[] more, int length, Dialect dialect) {
    int last = 0;
    List<ReferenceRows.Row> rows = ReferenceRows.of(more, dialect);
    for (ReferenceRows.Row row : rows) {
      if (row.closed() && row.end() <= length) {
        last = row.end();
      }
    }
    // Comment lines behind the last row are whole lines too.
    while (last < length && more[last] == dialect.comment()) {
      int p = last;
      while (p < length && more[p] != dialect.lineEnd()) {
        p++;
      }
      if (p == length) {
        return last;
      }
      last = p + 1;
    }
    return last;
  }

  @Test
  void manyQuotedFieldsBehindTheLastLineEndAreSteppedOver() {
    String row = "a,b\n";
    String fields = "\"x\",".repeat(5_000);
    assertThat(cut(row + fields)).isEqualTo(row.length());
  }

  @Test
  void lineEndsWithinManyQuotedFieldsAreNoCuts() {
    String row = "a,b\n";
    String fields = "\"x\ny\",".repeat(3_000);
    assertThat(cut(row + fields)).isEqualTo(row.length());
  }

  @Test
  void aTextWithoutAWholeRowHasNoCut() {
    assertThat(cut("abc")).isZero();
    assertThat(cut("\"a\nb")).isZero();
    assertThat(cut("")).isZero();
  }

  @Test
  void aClosingQuoteAtTheVeryEndMayYetBeDoubled() {
    assertThat(cut("a\n\"b\n\"")).isEqualTo(2);
  }

  private static int cut(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return new BlockCutter(PLAIN).lastRowEnd(Arrays.copyOf(b, b.length + 64), b.length);
  }
}
