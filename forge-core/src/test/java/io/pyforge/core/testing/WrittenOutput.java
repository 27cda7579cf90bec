package io.pyforge.core.testing;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.testkit.MemoryTarget;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One table through a writer: the bytes of its file, and what the writer had to say. */
public record WrittenOutput(byte[] bytes, List<Notice> notices) {
  /** Writes batches of one table; options are names and values by turns. */
  public static WrittenOutput of(FormatWriter writer, List<RecordBatch> batches, String... options)
      throws IOException {
    return named(writer, "out", batches, options);
  }

  /** The same to an output of a name that a writer may look at. */
  public static WrittenOutput named(
      FormatWriter writer, String location, List<RecordBatch> batches, String... options)
      throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      values.put(options[i], options[i + 1]);
    }
    MemoryTarget target = MemoryTarget.ofFile();
    List<Notice> notices;
    try (TabularOutput output =
        writer.open(
            new Named(location, target),
            OptionValues.of(values),
            new WriteContext("test", Map.of(), 1))) {
      RecordBatch first = batches.get(0);
      TableSink sink = output.sink(first.table(), first.schema());
      BatchEncoder encoder = sink.newEncoder();
      for (RecordBatch batch : batches) {
        sink.append(encoder.encode(batch));
      }
      notices = output.finish();
    }
    target.publish();
    return new WrittenOutput(target.bytes(""), notices);
  }

  /** The bytes as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The messages of the notices. */
  public List<String> messages() {
    return notices.stream().map(Notice::message).toList();
  }

  private record Named(String location, OutputTarget target) implements OutputTarget {
    @Override
    public boolean folder() {
      return target.folder();
    }

    @Override
    public OutputStream create(String name) throws IOException {
      return target.create(name);
    }

    @Override
    public String locationOf(String name) {
      return target.locationOf(name);
    }

    @Override
    public void publish() throws IOException {
      target.publish();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
