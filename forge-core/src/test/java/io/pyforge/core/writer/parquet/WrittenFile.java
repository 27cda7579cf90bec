package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemoryTarget;
import io.pyforge.spi.testkit.TestTables;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes batches with the writer under test. */
final class WrittenFile {
  static final WriteContext CONTEXT =
      new WriteContext(
          "test.csv", Map.of("pyforge.version", "1.2.3", "pyforge.source", "test.csv"), 1);

  private WrittenFile() {}

  static byte[] bytes(Map<String, String> options, Schema schema, List<RecordBatch> batches)
      throws IOException {
    MemoryTarget target = MemoryTarget.ofFile();
    try (TabularOutput output =
        new ParquetWriter().open(target, OptionValues.of(options), CONTEXT)) {
      TableSink sink = output.sink(TestTables.TABLE, schema);
      BatchEncoder encoder = sink.newEncoder();
      for (RecordBatch batch : batches) {
        sink.append(encoder.encode(batch));
      }
      output.finish();
    }
    target.publish();
    return target.bytes("");
  }

  static Path file(Path folder, Map<String, String> options, RecordBatch... batches)
      throws IOException {
    return Files.write(
        folder.resolve("out.parquet"), bytes(options, batches[0].schema(), List.of(batches)));
  }
}
