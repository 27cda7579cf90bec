package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "General ~ NUMBER",
        "0.00 ~ NUMBER",
        "#,##0.00 ~ NUMBER",
        "0% ~ NUMBER",
        "0.00E+00 ~ NUMBER",
        "\"$\"#,##0.00_);[Red](\"$\"#,##0.00) ~ NUMBER",
        "@ ~ NUMBER",
        "00000 ~ NUMBER",
        "0 \"days\" ~ NUMBER",
        "[Red]0.0;[Blue]-0.0 ~ NUMBER",
        "# ?/? ~ NUMBER",
        "yyyy-mm-dd ~ DATE",
        "d/m/yy;@ ~ DATE",
        "[$-409]mmm-yy;@ ~ DATE",
        "dddd, mmmm dd, yyyy ~ DATE",
        "m/d/yy h:mm ~ DATE",
        "yyyy\\-mm\\-dd\\ hh:mm:ss.000 ~ DATE",
        "mmmm ~ DATE",
        "[$-411]ggge\"年\"m\"月\"d\"日\" ~ DATE",
        "aaaa ~ DATE",
        "h:mm ~ TIME",
        "hh:mm:ss ~ TIME",
        "h:mm AM/PM ~ TIME",
        "mm:ss.0 ~ TIME",
        "[$-F400]h:mm:ss\\ AM/PM ~ TIME",
        "[h]:mm ~ DURATION",
        "[mm]:ss ~ DURATION",
        "[s].000 ~ DURATION",
        "[HH]:MM:SS ~ DURATION",
        "\"s\"0 ~ NUMBER",
        "\\d0 ~ NUMBER",
      })
  void formatCodeSaysWhatANumberIs(String code, NumberFormat expected) {
    assertThat(NumberFormat.of(code)).isEqualTo(expected);
  }

  @Test
  void builtInFormatsAreDatesWhereOtherSoftwareSeesDates() {
    for (int id = 0; id < 50; id++) {
      String code = BuiltinFormats.getBuiltinFormat(id);
      if (code != null && !code.startsWith("reserved")) {
        assertThat(NumberFormat.builtIn(id) != NumberFormat.NUMBER)
            .as("format %d: %s", id, code)
            .isEqualTo(DateUtil.isADateFormat(id, code));
        assertThat(NumberFormat.of(code)).as(code).isEqualTo(NumberFormat.builtIn(id));
      }
    }
  }
}
