package io.pyforge.core.reader.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.infer.FixedTypes;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvOptionsTest {
  @ParameterizedTest(name = "--{0} \"{1}\"")
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          delimiter ab
          delimiter ä
          delimiter none
          quote ab
          escape ab
          comment ab
          skip-rows -1
          skip-rows x
          header maybe
          on-ragged drop
          on-invalid-text ignore
          encoding no-such-charset
          encoding !?
          max-row-bytes much
          types float
          schema a
          schema a:unknown
          schema a:binary
          schema a:decimal(40,2)
          schema :int64
          """)
  void aWrongValueIsAUsageFailureThatNamesTheOption(String option, String value) {
    assertThatThrownBy(() -> of(option, value))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("bad-option-value");
              assertThat(e.problem()).contains("--" + option);
              assertThat(e.remedy()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "delimiter, quote",
    "delimiter, escape",
    "comment, delimiter",
    "comment, quote",
    "comment, escape"
  })
  void oneByteCannotMeanTwoThings(String one, String other) {
    assertThatThrownBy(() -> CsvOptions.of(OptionValues.of(Map.of(one, "|", other, "|"))))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
  }

  @Test
  void anEscapeThatIsTheQuoteMeansDoubledQuotes() {
    assertThat(CsvOptions.of(OptionValues.of(Map.of("escape", "\"", "quote", "\""))).escape())
        .hasValue(Dialect.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tab", "\\t", "\t"})
  void tabsHaveThreeSpellings(String tab) {
    assertThat(of("delimiter", tab).delimiter()).hasValue('\t');
  }

  @Test
  void nullTextsAreSplitAtCommas() {
    assertThat(of("null-text", "NA,,NULL").nullTexts())
        .containsExactly("NA".getBytes(), "NULL".getBytes());
  }

  @Test
  void aSchemaIsGivenInline() {
    assertThat(FixedTypes.parse(" id:int64 , price:decimal(10,2),a:b:text"))
        .containsExactly(
            new FixedTypes.FixedType("id", new ColumnType.Int64()),
            new FixedTypes.FixedType("price", new ColumnType.Decimal(10, 2)),
            new FixedTypes.FixedType("a:b", new ColumnType.Text()));
  }

  @Test
  void aSchemaIsReadFromAFileWithComments(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("types.txt");
    Files.writeString(file, "# ours\nid:int64\r\n\n  price:decimal(10,2), day:date\n");
    assertThat(FixedTypes.parse(file.toString()))
        .extracting(FixedTypes.FixedType::column)
        .containsExactly("id", "price", "day");
  }

  private static CsvOptions of(String option, String value) {
    return CsvOptions.of(OptionValues.of(Map.of(option, value)));
  }
}
