package io.pyforge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.report.ResultJson;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionFailureJsonTest {
  @Test
  void everyAttemptIsTold() {
    ConversionFailure failure =
        new ConversionFailure(
            new ForgeException(ErrorKind.INPUT, "ragged-row", "row 3 is short", "mend it"),
            List.of(
                new Attempt(
                    "spark", Attempt.FAILED, Optional.of("no session"), Duration.ofSeconds(2)),
                new Attempt(
                    "local", Attempt.FAILED, Optional.of("row 3 is short"), Duration.ofMillis(5))),
            List.of());
    assertThat(ResultJson.failure(Optional.of("a.csv"), failure, failure.attempts()))
        .contains("\"code\":\"ragged-row\"")
        .endsWith(
            "\"attempts\":[{\"engine\":\"spark\",\"outcome\":\"failed\",\"reason\":\"no session\","
                + "\"duration_seconds\":2},{\"engine\":\"local\",\"outcome\":\"failed\","
                + "\"reason\":\"row 3 is short\",\"duration_seconds\":0.005}]}");
  }
}
