package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Parquet files of an output, one for each table. */
final class ParquetOutput implements TabularOutput {
  private final OutputTarget target;
  private final ParquetOptions options;
  private final WriteContext context;
  private final @Nullable TableFileNames fileNames;
  private final List<ParquetTableSink> sinks = new ArrayList<>();

  ParquetOutput(OutputTarget target, ParquetOptions options, WriteContext context) {
    this.target = target;
    fileNames = target.folder() ? new TableFileNames(ParquetWriter.SUFFIX) : null;
    this.options = options;
    this.context = context;
  }

  @Override
  public TableSink sink(String table, Schema schema) throws IOException {
    if (schema.width() == 0) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "no-columns",
          context.sourceName() + ": table " + table + " has no columns, and Parquet needs one",
          "leave this table out, or check that the input is not empty");
    }
    ParquetTableSink sink =
        new ParquetTableSink(schema, options, context, target.create(fileOf(table)));
    sinks.add(sink);
    return sink;
  }

  @Override
  public String fileOf(String table) {
    return fileNames == null ? "" : fileNames.of(table);
  }

  @Override
  public List<Notice> finish() throws IOException {
    for (ParquetTableSink sink : sinks) {
      sink.finish();
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ParquetTableSink sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
