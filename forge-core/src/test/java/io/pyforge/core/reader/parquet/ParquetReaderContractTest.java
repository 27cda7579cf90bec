package io.pyforge.core.reader.parquet;

import io.pyforge.core.writer.parquet.ParquetWriter;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.testkit.FormatReaderContract;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.MemoryTarget;
import io.pyforge.spi.testkit.TestTables;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.util.Map;

class ParquetReaderContractTest extends FormatReaderContract {
  @Override
  protected FormatReader reader() {
    return new ParquetReader();
  }

  @Override
  protected MemorySource sample() throws IOException {
    return new MemorySource("sample.parquet", written(TestTables.everyType()));
  }

  /** The batch twice, as two row groups. */
  static byte[] written(RecordBatch batch) throws IOException {
    MemoryTarget target = MemoryTarget.ofFile();
    WriteContext context = new WriteContext("test", Map.of("pyforge.version", "9.8.7"), 1);
    OptionValues options = OptionValues.of(Map.of("time-type", "time"));
    try (TabularOutput output = new ParquetWriter().open(target, options, context)) {
      TableSink sink = output.sink(batch.table(), batch.schema());
      sink.append(sink.newEncoder().encode(batch));
      sink.append(sink.newEncoder().encode(batch));
      output.finish();
    }
    target.publish();
    return target.bytes("");
  }
}
