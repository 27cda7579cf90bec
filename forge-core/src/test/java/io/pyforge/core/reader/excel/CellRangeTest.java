package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellRangeTest {
  @ParameterizedTest
  @CsvSource({
    "B3:F90, B3:F90",
    "$B$3:$F$90, B3:F90",
    "f90:b3, B3:F90",
    "A1, A1",
    "B:D, B1:D",
    "XFD1048576, XFD1048576",
    "AA10:AB11, AA10:AB11",
  })
  void rangeIsRead(String text, String expected) {
    assertThat(CellRange.parse(text).map(CellRange::toString)).contains(expected);
  }

  @Test
  void wholeRowsHaveAllColumns() {
    CellRange rows = CellRange.parse("3:9").orElseThrow();
    assertThat(rows).isEqualTo(new CellRange(3, 0, 9, CellRange.MAX_COLUMNS - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1", "A0", "A1:B", "A:1", "XFE1", "AAAA1", "A1:B2:C3", "#REF!"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(CellRange.parse(text)).isEmpty();
  }

  @Test
  void namesMayQuoteTheirSheet() {
    assertThat(NamedRange.of("n", "'It''s here'!$A$1:$B$2"))
        .contains(new NamedRange("n", "It's here", new CellRange(1, 0, 2, 1)));
    assertThat(NamedRange.of("n", "A1:B2")).isEmpty();
    assertThat(NamedRange.of("n", "SUM(s!A1:B2)")).isEmpty();
  }

  @Test
  void lettersAndColumnsAreEachOthersInverse() {
    for (int column = 0; column < CellRange.MAX_COLUMNS; column++) {
      assertThat(CellRange.column(CellRange.letters(column))).isEqualTo(column);
    }
  }
}
