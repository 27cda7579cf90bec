package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "-1, unknown",
    "0, 0 B",
    "812, 812 B",
    "999, 999 B",
    "1000, 1.0 KB",
    "1234, 1.2 KB",
    "9949, 9.9 KB",
    "9960, 10 KB",
    "120400, 120 KB",
    "999499, 999 KB",
    "999600, 1.0 MB",
    "1035000000, 1.0 GB",
    "9000000000000000, 9000 TB"
  })
  void sizesHaveThreeDigitsAtMost(long bytes, String text) {
    assertThat(Quantities.size(bytes)).isEqualTo(text);
  }

  @Test
  void countsSeparateThousandsAndKnowOne() {
    assertThat(Quantities.count(0, "row")).isEqualTo("0 rows");
    assertThat(Quantities.count(1, "row")).isEqualTo("1 row");
    assertThat(Quantities.count(1234567, "row")).isEqualTo("1,234,567 rows");
  }

  @Test
  void secondsHaveADecimalWhileShort() {
    assertThat(Quantities.seconds(Duration.ofMillis(160))).isEqualTo("0.2 s");
    assertThat(Quantities.seconds(Duration.ofMillis(75_400))).isEqualTo("75 s");
  }
}
