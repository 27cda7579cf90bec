package io.pyforge.core.writer.text;

import io.pyforge.spi.testkit.FormatWriterContract;
import io.pyforge.spi.writer.FormatWriter;

class TextWriterContractTest extends FormatWriterContract {
  @Override
  protected FormatWriter writer() {
    return new TextWriter();
  }
}
