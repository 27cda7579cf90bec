package io.pyforge.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobTest {
  @ParameterizedTest(name = "{0} fits {1}: {2}")
  @CsvSource({
    "*.csv, a.csv, true",
    "*.csv, a.csv.gz, false",
    "*.csv, a.CSV, false",
    "a?.csv, ab.csv, true",
    "a?.csv, a.csv, false",
    "a?.csv, a\uD83D\uDE00.csv, true",
    "\uD83D\uDE00*, \uD83D\uDE00.csv, true",
    "[a].(b)\\E+, [a].(b)\\E+, true",
    "a.b, axb, false",
  })
  void starsAndQuestionMarksStandForOthers(String glob, String name, boolean fits) {
    assertThat(NameGlob.of(glob).matcher(name).matches()).isEqualTo(fits);
  }

  @ParameterizedTest(name = "{0} fits {1}: {2}")
  @CsvSource({"ord*, ORDERS, true", "größe, GRÖSSE, false", "größe, GRÖßE, true", "a, b, false"})
  void caseMayNotMatter(String glob, String name, boolean fits) {
    assertThat(NameGlob.ignoringCase(glob).matcher(name).matches()).isEqualTo(fits);
  }

  @Test
  void aLineBreakIsACharacterToo() {
    assertThat(NameGlob.of("a*b?c").matcher("a\nb\nc").matches()).isTrue();
  }
}
