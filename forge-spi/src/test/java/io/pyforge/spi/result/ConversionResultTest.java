package io.pyforge.spi.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionResultTest {
  private static final Schema SCHEMA = Schema.of(Field.of("n", new ColumnType.Int64()));

  private final List<TableOutput> outputs =
      new ArrayList<>(
          List.of(
              new TableOutput("a", "a.parquet", 2, SCHEMA),
              new TableOutput("b", "b.parquet", 3, SCHEMA)));
  private final ConversionResult result =
      new ConversionResult(
          "in",
          "out",
          "parquet",
          "local",
          1,
          2,
          Duration.ZERO,
          outputs,
          List.of(),
          List.of(),
          List.of(),
          Map.of("platform", "local"));

  @Test
  void rowsOfAllTablesAreAddedUp() {
    assertThat(result.rowCount()).isEqualTo(5);
  }

  @Test
  void laterChangesOfTheListsGivenDoNotReachIt() {
    outputs.clear();
    assertThat(result.outputs()).hasSize(2);
  }

  @Test
  void noticesAndAttemptsCanBeReplaced() {
    ConversionResult changed = result.withNotices(List.of(new Notice("code", "text")));
    assertThat(changed.notices()).containsExactly(new Notice("code", "text"));
    assertThat(changed.withNotices(List.of())).isEqualTo(result);
    assertThat(result.withAttempts(List.of())).isEqualTo(result);
  }

  @Test
  void factsAboutThePlaceCanBeReplaced() {
    ConversionResult changed = result.withEnvironment(Map.of("platform", "elsewhere"));
    assertThat(changed.environment()).containsExactly(Map.entry("platform", "elsewhere"));
    assertThat(changed.withEnvironment(result.environment())).isEqualTo(result);
  }
}
