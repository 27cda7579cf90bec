package io.pyforge.core.reader.mdf;

import io.pyforge.core.reader.mdf.testing.MdfColumn;
import io.pyforge.core.reader.mdf.testing.MdfImage;
import io.pyforge.core.reader.mdf.testing.MdfTableImage;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.math.BigDecimal;
import java.time.LocalDateTime;

class MdfReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new MdfReader();
  }

  @Override
  protected MemorySource sample() {
    MdfImage image = MdfImage.of();
    MdfTableImage table =
        image.table(
            "trips",
            MdfColumn.integer("id").notNull(),
            MdfColumn.nvarchar("city", 40),
            MdfColumn.decimal("price", 10, 2),
            MdfColumn.datetime2("at", 7));
    for (int i = 0; i < 20_000; i++) {
      // The last value is finer than microseconds, behind the pages that opening looks at.
      LocalDateTime at = LocalDateTime.of(2024, 3, 15, 12, 0, 0, i == 19_999 ? 100 : 0);
      table.row(i, i % 5 == 0 ? null : "Zürich " + i, BigDecimal.valueOf(i, 2), at);
    }
    image.table("empty", MdfColumn.integer("id"));
    return new MemorySource("sample.mdf", image.finish());
  }
}
