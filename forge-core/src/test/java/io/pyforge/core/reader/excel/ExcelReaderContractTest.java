package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;

class ExcelReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new ExcelReader(6); // the rows below widen two columns, and add a table
  }

  @Override
  protected MemorySource sample() {
    XlsxFile file =
        new XlsxFile()
            .strings("<t>Zürich</t>", "<t>two\nlines</t>")
            .sheet(
                "first",
                "A title",
                "",
                "id|name|price|day",
                "1|s:0|1.5|d:45000",
                "2|s:1||d:45001",
                "3||2.25|",
                "4|x|-0.5|dt:45002.5",
                "five|#N/A|1E-3|d:45003",
                "",
                "",
                "code|count",
                "a|1",
                "b|2")
            .sheet("second", "id|name|price|day", "9|n|9|d:45010")
            .sheet("third", "only", "true");
    return new MemorySource("sample.xlsx", file.bytes());
  }
}
