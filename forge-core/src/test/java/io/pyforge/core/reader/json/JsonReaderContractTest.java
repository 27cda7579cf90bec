package io.pyforge.core.reader.json;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.nio.charset.StandardCharsets;

class JsonReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new JsonReader(60, 50); // the last records widen two columns and add one
  }

  @Override
  protected MemorySource sample() {
    String text =
        """
        {"id":1,"name":"Zürich","price":1.50,"day":"2024-03-15"}
        {"id":2,"name":"two\\nlines","day":"2024-03-16"}
        {"id":3,"price":2.25,"name":null}
        {"id":4,"name":"say \\"hi\\"","price":-0.5,"day":"2024-03-17"}
        {"id":"five","price":1e3,"day":"soon"}
        {"id":6,"more":{"x":true}}
        """;
    return new MemorySource("sample.jsonl", text.getBytes(StandardCharsets.UTF_8));
  }
}
