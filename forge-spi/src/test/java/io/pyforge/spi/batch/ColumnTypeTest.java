package io.pyforge.spi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.testkit.TestTables;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
  static List<ColumnType> types() {
    return TestTables.types();
  }

  @Test
  void testTablesKnowEveryType() {
    assertThat(types().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ColumnType.class.getPermittedSubclasses()).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void parseReadsWhatNameWrites(ColumnType type) {
    assertThat(ColumnType.parse(type.name())).isEqualTo(type);
    assertThat(ColumnType.parse(" " + type.name().toUpperCase(java.util.Locale.ROOT) + " "))
        .isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | bool",
        "int | int32",
        "long | int64",
        "bigint | int64",
        "float | float32",
        "double | float64",
        "string | text",
        "decimal( 5 , 2 ) | decimal(5,2)"
      })
  void otherNamesMeanTheSame(String alias, String name) {
    assertThat(ColumnType.parse(alias).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar",
        "",
        "decimal",
        "decimal(5)",
        "decimal(5,6)",
        "decimal(39,0)",
        "decimal(0,0)"
      })
  void unknownNamesAreRefused(String name) {
    assertThatThrownBy(() -> ColumnType.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eighteenDigitsFitALong() {
    assertThat(new ColumnType.Decimal(18, 0).fitsLong()).isTrue();
    assertThat(new ColumnType.Decimal(19, 0).fitsLong()).isFalse();
  }
}
