package io.pyforge.core.writer.excel;

import io.pyforge.spi.testkit.FormatWriterContract;
import io.pyforge.spi.writer.FormatWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class XlsxWriterContractTest extends FormatWriterContract {
  @TempDir private Path folder;

  @Override
  protected FormatWriter writer() {
    return new XlsxWriter(suffix -> TempFiles.in(folder, suffix));
  }
}
