package io.pyforge.core.samples;

import java.util.Map;

/** Excel workbooks; {@link ExcelSampleFiles} makes the inputs. */
class ExcelSamplesTest extends SamplesContract {
  ExcelSamplesTest() {
    super("excel", 24);
  }

  @Override
  Map<String, String> options(String input) {
    return switch (input) {
      case "encrypted.xlsx" -> Map.of("password", "samples");
      case "report-range.xlsx" -> Map.of("range", "Report!B3:D5");
      case "months-with-names.xlsx" -> Map.of("include-sheet-name", "true");
      default -> Map.of();
    };
  }
}
