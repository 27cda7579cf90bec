package io.pyforge.core.reader.dbf;

import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;

class DbfReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new DbfReader(100); // a few records a piece
  }

  @Override
  protected MemorySource sample() {
    DbfFile file =
        new DbfFile(0x03)
            .languageDriver(0x03)
            .field("ID", 'N', 6)
            .field("NAME", 'C', 12)
            .field("PRICE", 'N', 8, 2)
            .field("DAY", 'D', 8)
            .field("OPEN", 'L', 1);
    for (int i = 0; i < 20; i++) {
      file.row(i, "Z\u00FCrich " + i, i + ".25", "202403" + (10 + i), i % 2 == 0 ? "T" : "F");
    }
    return new MemorySource("sample.dbf", file.deleted(7, "gone", "1.00", "", "?").bytes());
  }
}
