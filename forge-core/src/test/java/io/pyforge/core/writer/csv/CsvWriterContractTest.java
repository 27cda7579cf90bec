package io.pyforge.core.writer.csv;

import io.pyforge.spi.testkit.FormatWriterContract;
import io.pyforge.spi.writer.FormatWriter;

class CsvWriterContractTest extends FormatWriterContract {
  @Override
  protected FormatWriter writer() {
    return new CsvWriter();
  }
}
