package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AccessReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new AccessReader();
  }

  @Override
  protected MemorySource sample() throws IOException {
    Path file = contractFolder.resolve("made.accdb");
    if (!Files.exists(file)) {
      try (Database database = AccessDatabase.create(file, FileFormat.V2010)) {
        AccessDatabase.addEveryType(database, false);
        AccessDatabase.addShop(database);
      }
    }
    return new MemorySource("sample.accdb", Files.readAllBytes(file));
  }
}
