package io.pyforge.core.reader.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that end too early, whatever the blocks in which they are read. */
class CutJsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\":1},{\"a\":2}]", "[[1,2] ,[3, 4]\n]", "[ 1, \"x\" , null ]"})
  void everyCutOfAnArrayIsNoticed(String text) throws Exception {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length <= whole.length; length++) {
      for (int block = 1; block <= whole.length + 2; block++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThat(read(cut, 1 << 14, block).failure().isEmpty())
            .as("%d of %d bytes in blocks of %d", length, whole.length, block)
            .isEqualTo(length == whole.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]x", "[[1],[2]],3", "[] ]"})
  void whatFollowsAnArrayIsNoticed(String text) throws Exception {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    for (int sample : new int[] {1, 1 << 14}) {
      for (int block = 1; block <= whole.length + 2; block++) {
        assertThat(read(whole, sample, block).failure())
            .as("sample of %d, blocks of %d", sample, block)
            .startsWith("INPUT ");
      }
    }
  }

  private static ReaderRun read(byte[] text, int sample, int block) throws Exception {
    return ReaderRun.of(
        new JsonReader(sample, block),
        new MemorySource("t.json", text),
        OptionValues.none(),
        ReaderRun.AfterMiss.SURVEY);
  }
}
