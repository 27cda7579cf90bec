package io.pyforge.core.writer.parquet;

import io.pyforge.spi.testkit.FormatWriterContract;
import io.pyforge.spi.writer.FormatWriter;

class ParquetWriterContractTest extends FormatWriterContract {
  @Override
  protected FormatWriter writer() {
    return new ParquetWriter();
  }
}
