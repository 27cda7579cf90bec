package io.pyforge.databricks.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeVersionTest {
  @ParameterizedTest
  @CsvSource({
    "16.4, 16, 4, false, ''",
    "16.4.x-scala2.13, 16, 4, false, 2.13",
    "12.2.x-photon-scala2.12, 12, 2, false, 2.12",
    "9.x, 9, 0, false, ''",
    "18, 18, 0, false, ''",
    "client.4.9, 4, 9, true, ''",
    "client.1, 1, 0, true, ''",
    "' 16.4 ', 16, 4, false, ''",
  })
  void formsAreRead(String raw, int major, int minor, boolean serverless, String scala) {
    assertThat(RuntimeVersion.of(raw))
        .contains(
            new RuntimeVersion(
                raw.strip(),
                major,
                minor,
                serverless,
                scala.isEmpty() ? Optional.empty() : Optional.of(scala)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "dogfood-7", "client", "client.x", "16,4", "99999999.1"})
  void otherFormsAreNot(String raw) {
    assertThat(RuntimeVersion.of(raw)).isEmpty();
  }

  @Test
  void versionsAreComparedByNumbers() {
    assertThat(
            Stream.of("10.4", "9.1", "16.10", "16.9")
                .map(RuntimeVersion::of)
                .flatMap(Optional::stream)
                .sorted()
                .map(RuntimeVersion::raw))
        .containsExactly("9.1", "10.4", "16.9", "16.10");
    RuntimeVersion version = RuntimeVersion.of("16.10").orElseThrow();
    assertThat(version.atLeast(16, 9)).isTrue();
    assertThat(version.atLeast(16, 10)).isTrue();
    assertThat(version.atLeast(16, 11)).isFalse();
    assertThat(version.atLeast(17, 0)).isFalse();
    assertThat(version.atLeast(9, 20)).isTrue();
  }
}
