package io.pyforge.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.engine.ConversionRequest;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
  @Test
  void openChoicesAreNull() {
    assertThat(RequestJson.write(ConversionRequest.of("a.csv")))
        .isEqualTo(
            "{\"input_path\":\"a.csv\",\"output_path\":null,\"input_format\":null,"
                + "\"output_format\":null,\"force\":false,\"engine\":null,\"options\":{}}");
  }

  @Test
  void everyPartSurvivesTheRoundTrip() {
    ConversionRequest open = ConversionRequest.of("a \u00e9\".csv");
    ConversionRequest full =
        open.withOutput("b.parquet")
            .withInputFormat("csv")
            .withOutputFormat("parquet")
            .withForce(true)
            .withEngine("local")
            .withOption("delimiter", "\t")
            .withOption("schema", "id:int64");
    assertThat(RequestJson.read(RequestJson.write(open))).isEqualTo(open);
    assertThat(RequestJson.read(RequestJson.write(full))).isEqualTo(full);
  }

  @Test
  void onlyTheInputMustBeThere() {
    assertThat(RequestJson.read("{\"input_path\":\"a.csv\"}"))
        .isEqualTo(ConversionRequest.of("a.csv"));
    assertThatThrownBy(() -> RequestJson.read("{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document.input_path");
  }
}
