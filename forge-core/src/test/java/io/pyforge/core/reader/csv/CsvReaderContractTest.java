package io.pyforge.core.reader.csv;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;

class CsvReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new CsvReader(40, 30); // the last rows widen two columns and add one
  }

  @Override
  protected MemorySource sample() {
    String text =
        """
        id,name,price,day
        1,Zürich,1.50,2024-03-15
        2,"two
        lines",,2024-03-16
        3,,2.25,
        4,"say ""hi"" now",-0.5,2024-03-17
        five,x,1e3,2024-03-18
        6,y,7,soon,more
        """;
    return new MemorySource("sample.csv", text.getBytes(StandardCharsets.UTF_8));
  }
}
