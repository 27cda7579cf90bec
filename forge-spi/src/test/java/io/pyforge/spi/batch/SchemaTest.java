package io.pyforge.spi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void namesThatDifferOnlyInCaseAreRefused() {
    assertThatThrownBy(
            () ->
                Schema.of(
                    Field.of("Id", new ColumnType.Text()), Field.of("id", new ColumnType.Text())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column name appears twice: id");
    assertThatThrownBy(() -> Field.of("", new ColumnType.Text()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsAreFoundWithoutRegardToCase() {
    Schema schema =
        Schema.of(Field.of("Name", new ColumnType.Text()), Field.of("age", new ColumnType.Int32()));
    assertThat(schema.indexOf("AGE")).isEqualTo(1);
    assertThat(schema.indexOf("size")).isEqualTo(-1);
    assertThat(schema.width()).isEqualTo(2);
  }

  @Test
  void uniqueNamesNumberBlanksAndRepetitions() {
    assertThat(Schema.uniqueNames(List.of("a", "", "A", " b ", "a", "a_2", "  ")))
        .containsExactly("a", "column_2", "A_3", "b", "a_4", "a_2", "column_7");
  }

  @Test
  void nameOfTheSourceIsNeverTakenByANumberedOne() {
    assertThat(Schema.uniqueNames(List.of("", "column_1")))
        .containsExactly("column_1_2", "column_1");
  }
}
