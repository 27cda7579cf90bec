package io.pyforge.spi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionRequestTest {
  private static final ConversionRequest OPEN = ConversionRequest.of("a.csv");

  @Test
  void aNewRequestLeavesEveryChoiceOpen() {
    assertThat(OPEN.input()).isEqualTo("a.csv");
    assertThat(OPEN.output()).isEmpty();
    assertThat(OPEN.inputFormat()).isEmpty();
    assertThat(OPEN.outputFormat()).isEmpty();
    assertThat(OPEN.force()).isFalse();
    assertThat(OPEN.engine()).isEmpty();
    assertThat(OPEN.options()).isEqualTo(OptionValues.none());
  }

  @Test
  void eachChangeKeepsTheOthers() {
    ConversionRequest changed =
        OPEN.withInput("b.csv")
            .withOutput("b.parquet")
            .withInputFormat("csv")
            .withOutputFormat("parquet")
            .withForce(true)
            .withEngine("local")
            .withOption("delimiter", ";")
            .withOption("quote", "none");
    assertThat(changed.input()).isEqualTo("b.csv");
    assertThat(changed.output()).contains("b.parquet");
    assertThat(changed.inputFormat()).contains("csv");
    assertThat(changed.outputFormat()).contains("parquet");
    assertThat(changed.force()).isTrue();
    assertThat(changed.engine()).contains("local");
    assertThat(changed.options().asMap()).isEqualTo(Map.of("delimiter", ";", "quote", "none"));
    assertThat(changed.withOptions(OptionValues.none()).options().asMap()).isEmpty();
    assertThat(OPEN).isEqualTo(ConversionRequest.of("a.csv"));
  }

  @Test
  void aCancelledRunStopsAtItsNextCheck() {
    Cancellation cancellation = new Cancellation();
    assertThatCode(cancellation::check).doesNotThrowAnyException();
    assertThat(cancellation.cancelled()).isFalse();
    cancellation.cancel();
    assertThat(cancellation.cancelled()).isTrue();
    assertThatThrownBy(cancellation::check)
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
  }

  @Test
  void anEnvironmentTellsNoValuesOfItsVariables() {
    HostEnvironment environment =
        new HostEnvironment(Map.of("TOKEN", "secret", "EMPTY", ""), Map.of());
    assertThat(environment.variable("TOKEN")).contains("secret");
    assertThat(environment.variable("EMPTY")).isEmpty();
    assertThat(environment.variable("MISSING")).isEmpty();
    assertThat(environment).hasToString("HostEnvironment[2 variables]");
    assertThat(HostEnvironment.current().properties()).containsKey("java.version");
  }
}
