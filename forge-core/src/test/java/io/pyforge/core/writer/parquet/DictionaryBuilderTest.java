package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.spi.batch.BytesVector;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryBuilderTest {
  private final DictionaryBuilder dictionary = new DictionaryBuilder();

  @Test
  void entriesComeInTheOrderOfTheirFirstAppearance() {
    long[] values = {9, 5, 5, 9, -1, 5};
    dictionary.build(values, 1, 6);
    assertThat(dictionary.size()).isEqualTo(3);
    assertThat(dictionary.entries()).startsWith(5, 9, -1);
    assertThat(dictionary.indexes()).startsWith(0, 0, 1, 2, 0);
    assertThat(dictionary.base()).isEqualTo(1);
  }

  /** Giving up earlier turns columns plain that are far smaller with a dictionary. */
  @ParameterizedTest
  @CsvSource({
    "100000, 14336, true", // seven of eight of the first 16384, then only repetitions
    "100000, 14337, false",
    "100000, 33000, false",
    "30000, 10016, true", // a third of the values and 16 more
    "30000, 10017, false",
    "16, 16, true",
  })
  void valuesThatHardlyRepeatMakeItGiveUp(int count, int distinct, boolean kept) {
    long[] values = LongStream.range(0, count).map(i -> i % distinct).toArray();
    dictionary.build(values, 0, count);
    assertThat(dictionary.size()).isEqualTo(kept ? distinct : DictionaryBuilder.GIVEN_UP);

    long[] high = new long[count];
    dictionary.build(high, values, 0, count);
    assertThat(dictionary.size()).isEqualTo(kept ? distinct : DictionaryBuilder.GIVEN_UP);
  }

  @Test
  void dictionaryOfMoreThanAMebibyteIsGivenUp() {
    int length = 4 * 1024;
    byte[] buffer = new byte[300 * length + BytesVector.PADDING];
    for (int i = 0; i < 300; i++) {
      LittleEndian.putInt(buffer, i * length, i);
    }
    long[] spans = new long[3000];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = BytesVector.span(i % 300 * length, length);
    }
    dictionary.build(spans, buffer, 0, spans.length);
    assertThat(dictionary.size()).isEqualTo(DictionaryBuilder.GIVEN_UP);
    for (int i = 0; i < spans.length; i++) {
      spans[i] = BytesVector.span(i % 250 * length, length);
    }
    dictionary.build(spans, buffer, 0, spans.length);
    assertThat(dictionary.size()).isEqualTo(250);
  }

  @Test
  void valuesThatDifferInTheirLastBytesOnlyAreDistinct() {
    byte[] buffer =
        "abcdefghXabcdefghYabcdefgh12345678abc"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    buffer = java.util.Arrays.copyOf(buffer, buffer.length + BytesVector.PADDING);
    long[] spans = {
      BytesVector.span(0, 9),
      BytesVector.span(9, 9),
      BytesVector.span(0, 8),
      BytesVector.span(9, 8),
      BytesVector.span(34, 3),
      BytesVector.span(0, 3),
      BytesVector.span(5, 0),
      BytesVector.span(0, 0),
    };
    dictionary.build(spans, buffer, 0, spans.length);
    assertThat(IntStream.of(dictionary.indexes()).limit(spans.length))
        .containsExactly(0, 1, 2, 2, 3, 3, 4, 4);
  }

  @Test
  void usedEntriesAreThoseOfTheRange() {
    long[] values = {7, 8, 9, 8, 7, 7};
    dictionary.build(values, 0, 6);
    int count = dictionary.collectUsed(3, 6);
    assertThat(java.util.Arrays.copyOf(dictionary.used(), count)).containsExactly(8, 7);
  }
}
