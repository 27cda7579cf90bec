package io.pyforge.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnEvidenceTest {
  private static final List<String> VALUES =
      List.of(
          "1",
          "-5",
          "9007199254740993",
          "0.5",
          "12.25",
          "-0",
          "1e5",
          "1e400",
          "true",
          "FALSE",
          "2024-01-01",
          "2024-01-01 10:00",
          "2024-01-01 10:00Z",
          "",
          " ",
          "x",
          "007",
          "12345678901234567890.5",
          "0.1234567890123456789",
          "100000000000000000000.0");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          1 2 3                                       ; int64
          1 0.5                                       ; decimal(18,1)
          0.25 10 -3.5                                ; decimal(18,2)
          9007199254740993 0.5                        ; decimal(18,1)
          9007199254740993 0.123                      ; decimal(38,3)
          99999999999999999.25 0.5                    ; decimal(38,2)
          1234567890123456789012345678.9012345678 1.5 ; decimal(38,10)
          12345678901234567890123456789.0123456789    ; text
          1 1e5                                       ; float64
          0.1 -0.0                                    ; float64
          9007199254740993 1e5                        ; text
          1e400                                       ; text
          true FALSE                                  ; bool
          true 1                                      ; text
          2024-01-01 2024-12-31                       ; date
          2024-01-01T10:00 2024-12-31T10:00:00.5      ; timestamp
          2024-01-01T10:00Z 2024-12-31T10:00+00:00    ; timestamp_utc
          2024-01-01 2024-01-01T10:00                 ; text
          2024-01-01T10:00 2024-01-01T10:00Z          ; text
          2024-01-01 5                                ; text
          00501 12                                    ; text
          1 x                                         ; text
          """)
  void theNarrowestTypeThatHoldsEveryValueIsChosen(String values, String type) {
    assertThat(of(values.split(" ")).type().orElseThrow().name()).isEqualTo(type);
  }

  @Test
  void blanksSayNothing() {
    assertThat(of("", "  ").type()).isEmpty();
    assertThat(of("", "5", " ").type().orElseThrow().name()).isEqualTo("int64");
  }

  @Test
  void kindsSeenAreTold() {
    assertThat(of("5", "0.5", "").kinds())
        .containsExactlyInAnyOrder(ValueText.Kind.INTEGER, ValueText.Kind.DECIMAL);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neitherOrderNorCutsMatter(long seed) {
    Random random = new Random(seed);
    List<String> values = new ArrayList<>();
    int kinds = 1 + random.nextInt(4);
    for (int i = 0; i < 2 + random.nextInt(12); i++) {
      values.add(VALUES.get((int) (seed % VALUES.size() + random.nextInt(kinds)) % VALUES.size()));
    }
    ColumnEvidence whole = of(values.toArray(new String[0]));
    Collections.shuffle(values, random);
    int cut = random.nextInt(values.size());
    ColumnEvidence first = of(values.subList(0, cut).toArray(new String[0]));
    ColumnEvidence second = of(values.subList(cut, values.size()).toArray(new String[0]));
    second.merge(first);
    assertThat(second.type()).isEqualTo(whole.type());
    assertThat(second.isText()).isEqualTo(whole.isText());
  }

  @Test
  void addedInBulkOrOneByOneNumbersGiveTheSameType() {
    ColumnEvidence bulk = new ColumnEvidence();
    bulk.addNumbers(ValueText.Kind.DECIMAL, 16, 2, true);
    assertThat(bulk.type()).isEqualTo(of("9007199254740993.00", "0.25").type());
  }

  private static ColumnEvidence of(String... values) {
    ColumnEvidence evidence = new ColumnEvidence();
    ValueText value = new ValueText();
    for (String text : values) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      value.classify(Arrays.copyOf(bytes, bytes.length + 16), 0, bytes.length);
      evidence.add(value);
    }
    return evidence;
  }
}
