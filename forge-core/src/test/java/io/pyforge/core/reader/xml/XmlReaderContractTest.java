package io.pyforge.core.reader.xml;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;

class XmlReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new XmlReader(1, 0); // later rows widen a column and add one
  }

  @Override
  protected MemorySource sample() {
    String text =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <list kind="k">
          <e id="1"><name>Zürich</name><price>1.50</price></e>
          <e id="2"><name/><price>2</price></e>
          <e id="x"><name>two
            lines</name><day>2024-03-15</day></e>
          <total>3</total>
        </list>
        """;
    return new MemorySource("sample.xml", text.getBytes(StandardCharsets.UTF_8));
  }
}
