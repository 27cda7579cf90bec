package io.pyforge.spi.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {
  private static final OptionSpec SIZE = OptionSpec.size("size", "16MB", "Size.");
  private static final OptionSpec COUNT = OptionSpec.integer("count", "5", "Count.");
  private static final OptionSpec FLAG = OptionSpec.flag("flag", "Flag.");
  private static final OptionSpec CHOICE =
      OptionSpec.choice("choice", "a", List.of("a", "b"), "Choice.");
  private static final OptionSpec TEXT = OptionSpec.text("text", null, "Text.");

  @Test
  void defaultsHoldWhereNothingIsSet() {
    OptionValues none = OptionValues.none();
    assertThat(none.sizeBytes(SIZE)).isEqualTo(16_000_000);
    assertThat(none.integer(COUNT, 0)).isEqualTo(5);
    assertThat(none.flag(FLAG)).isFalse();
    assertThat(none.choice(CHOICE)).isEqualTo("a");
    assertThat(none.text(TEXT)).isEmpty();
    assertThat(none.isSet(COUNT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500, 500",
    "7b, 7",
    "64KB, 64000",
    "64KiB, 65536",
    "2 mb, 2000000",
    "1GiB, 1073741824",
    "3g, 3000000000",
    "1k, 1000"
  })
  void sizesHaveUnits(String text, long bytes) {
    assertThat(values("size", text).sizeBytes(SIZE)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5MB", "10 TB", "many", "999999999999999GiB"})
  void sizesThatAreNoneAreUsageFailures(String text) {
    assertUsage(
        () -> values("size", text).sizeBytes(SIZE), "option --size cannot be '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "YES, true",
    "on, true",
    "1, true",
    "false, false",
    "Off, false",
    "no, false",
    "0, false"
  })
  void flagsReadUsualWords(String text, boolean value) {
    assertThat(values("flag", text).flag(FLAG)).isEqualTo(value);
  }

  @Test
  void otherValuesAreUsageFailuresThatSayWhatWouldDo() {
    assertUsage(() -> values("flag", "maybe").flag(FLAG), "--flag");
    assertUsage(() -> values("choice", "c").choice(CHOICE), "--choice");
    assertUsage(() -> values("count", "4").integer(COUNT, 5), "--count");
    assertUsage(() -> values("count", "4.0").integer(COUNT, 0), "--count");
  }

  @Test
  void optionWithoutDefaultIsReadAsText() {
    assertThatThrownBy(() -> OptionValues.none().choice(TEXT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(values("text", "x").text(TEXT)).contains("x");
  }

  @Test
  void textFormNamesOptionsAndHidesTheirValues() {
    OptionValues values = OptionValues.of(Map.of("password", "secret", "a", "1"));
    assertThat(values).hasToString("[a, password]").isEqualTo(OptionValues.of(values.asMap()));
    assertThat(values.hashCode()).isEqualTo(OptionValues.of(values.asMap()).hashCode());
  }

  @Test
  void malformedSpecsAreRefused() {
    assertThatThrownBy(() -> OptionSpec.flag("No Name", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OptionSpec.choice("c", null, List.of(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OptionSpec.choice("c", "z", List.of("a"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OptionValues values(String name, String text) {
    return OptionValues.of(Map.of(name, text));
  }

  private static void assertUsage(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String mentioned) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("bad-option-value");
              assertThat(e.problem()).contains(mentioned);
            });
  }
}
