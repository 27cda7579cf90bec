package io.pyforge.core.reader.pdf;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;

class PdfReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new PdfReader();
  }

  @Override
  protected MemorySource sample() throws IOException {
    try (PdfPages pages = new PdfPages()) {
      byte[] bytes =
          pages
              .ruled(
                  100, new float[] {60, 160, 260, 360}, "id|name|day", "1|Zurich|2024-03-15", "2||")
              .bytes();
      return new MemorySource("sample.pdf", bytes);
    }
  }
}
