package io.pyforge.core.reader.parquet;

import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A file with lists, as several tables. */
class NestedParquetReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new ParquetReader();
  }

  @Override
  protected OptionValues options() {
    return OptionValues.of(Map.of("child-tables", "true"));
  }

  @Override
  protected MemorySource sample() throws IOException {
    byte[] file =
        ForeignFile.write(
            contractFolder,
            "message m { required int32 id; repeated binary tags (STRING); }",
            List.of(
                row -> row.append("id", 1).append("tags", "a").append("tags", "b"),
                row -> row.append("id", 2)));
    return new MemorySource("sample.parquet", file);
  }
}
