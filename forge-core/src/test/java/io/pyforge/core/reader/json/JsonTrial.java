package io.pyforge.core.reader.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pyforge.core.testing.ReaderRun;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attack on the reader: a text with options and sizes. {@link #check} reads it in several ways,
 * which must agree with each other, and on what is JSON with Jackson.
 */
record JsonTrial(
    byte[] text, Map<String, String> options, String name, int sampleBytes, int blockBytes) {
  /** Bytes of an attack that choose options and sizes. */
  static final int HEAD_BYTES = 2;

  private static final int[] SAMPLES = {1 << 14, 1, 40, 200};
  private static final int[] BLOCKS = {9, 30, 100, 1000};
  private static final int ONE_BLOCK = 1 << 16;
  private static final int MAX_DEPTH = 100;

  /** An attack from arbitrary bytes: the first two choose, the rest is the text. */
  static JsonTrial of(byte[] attack) {
    byte[] head = Arrays.copyOf(attack, HEAD_BYTES);
    byte[] text =
        attack.length <= HEAD_BYTES
            ? new byte[0]
            : Arrays.copyOfRange(attack, HEAD_BYTES, attack.length);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("max-depth", Integer.toString(MAX_DEPTH));
    String arrays = pick(head[0], "expand", "concatenate", "json_string", null);
    if (arrays == null) {
      options.put("child-tables", "true");
    } else {
      options.put("array-handling", arrays);
    }
    put(options, "types", pick(head[0] >> 2, null, null, null, "string"));
    put(options, "strict-types", pick(head[0] >> 4, null, null, null, "true"));
    put(options, "on-bad-record", pick(head[0] >> 6, null, null, null, "reject"));
    String name = pick(head[1], "t.json", "t.json", "t.json", "t.jsonl");
    return new JsonTrial(
        text, options, String.valueOf(name), SAMPLES[head[1] >> 2 & 3], BLOCKS[head[1] >> 4 & 3]);
  }

  private static @Nullable String pick(int bits, @Nullable String... values) {
    return values[bits & 3];
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  /** Reads the text in every way and compares. */
  void check() {
    ReaderRun small = run(blockBytes, ReaderRun.AfterMiss.SURVEY);
    ReaderRun whole = run(ONE_BLOCK, ReaderRun.AfterMiss.SURVEY);
    ReaderRun late = small.passes() == 1 ? small : run(blockBytes, ReaderRun.AfterMiss.READ);
    for (ReaderRun run : List.of(small, whole, late)) {
      assertThat(run.failure()).matches("|(?s)INPUT .*");
      assertThat(run.failure().isEmpty())
          .as("%s against %s", run.failure(), small.failure())
          .isEqualTo(small.failure().isEmpty());
    }
    if (small.failure().isEmpty()) {
      assertThat(comparable(small)).as("small blocks and one block").isEqualTo(comparable(whole));
      assertThat(comparable(late)).as("pieces read or surveyed").isEqualTo(comparable(small));
    }
    boolean one = name.equals("t.json") && !options.containsKey("on-bad-record");
    if (one && isUtf8()) {
      compareWithJackson(small.failure());
    }
  }

  private ReaderRun run(int block, ReaderRun.AfterMiss afterMiss) {
    return ReaderRun.of(
        new JsonReader(sampleBytes, block),
        new MemorySource(name, text),
        OptionValues.of(options),
        afterMiss);
  }

  /** What does not depend on the blocks. */
  private static ReaderRun comparable(ReaderRun run) {
    List<Notice> counted = new ArrayList<>(run.counted());
    counted.sort(Comparator.comparing(Notice::code));
    return new ReaderRun(
        run.columns(), run.rows(), List.of(), counted, run.rejects(), run.failure(), 0);
  }

  private boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      return false;
    }
    for (byte b : text) {
      if (b == 0) {
        return false; // zeros make it another form of Unicode
      }
    }
    return true;
  }

  /**
   * Texts of one value are JSON for both or for neither; half surrogate pairs are a matter apart.
   */
  private void compareWithJackson(String failure) {
    if (new String(text, StandardCharsets.UTF_8).contains("\\u")
        || failure.contains("too-deep")
        || failure.contains("too-many")) {
      return;
    }
    int values = jacksonValues();
    if (values < 0 && failure.isEmpty()) {
      // Jackson asks for white space between values at the top, and stops at the first wrong one.
      assertThat(isSeveralValues()).as("refused by Jackson alone").isTrue();
    }
    if (values == 1) {
      assertThat(failure).as("refused, though Jackson reads it").isEmpty();
    }
  }

  private boolean isSeveralValues() {
    int first = JsonScanner.skipSpace(padded(), 0, text.length);
    int end = StructureScanner.valueEnd(padded(), first, text.length, true);
    return end > 0 && JsonScanner.skipSpace(padded(), end, text.length) < text.length;
  }

  private byte[] padded() {
    return Arrays.copyOf(text, text.length + 64);
  }

  /** Values at the top, or -1 if the text is no JSON. */
  private int jacksonValues() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();
    int values = 0;
    int depth = 0;
    try (JsonParser parser = factory.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        values += depth == 0 ? 1 : 0;
      }
      return values;
    } catch (JsonProcessingException e) {
      return -1;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
