package io.pyforge.core.writer.json;

import io.pyforge.spi.testkit.FormatWriterContract;
import io.pyforge.spi.writer.FormatWriter;

class JsonLinesContractTest extends FormatWriterContract {
  @Override
  protected FormatWriter writer() {
    return JsonWriter.lines();
  }
}
