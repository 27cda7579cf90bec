package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.TableFiles;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.util.List;

/**
 * Writes Apache Parquet: one table to a file, one batch to a row group.
 *
 * <p>Pages are encoded here, straight from the primitive arrays of a batch; the format's own Thrift
 * structures describe them. The path of a batch: {@link ParquetBatchEncoder} (on any thread),
 * {@link ChunkEncoder} for each column, {@link PageWriter} for each page; then {@link
 * ParquetTableFile}, which appends blocks in order and ends the file with {@link FileFooter}.
 */
public final class ParquetWriter implements FormatWriter {
  static final String SUFFIX = "parquet";

  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public String description() {
    return "Apache Parquet, one file a table, with statistics and page indexes";
  }

  @Override
  public List<String> suffixes() {
    return List.of(SUFFIX);
  }

  @Override
  public boolean manyTablesPerFile() {
    return false;
  }

  @Override
  public List<OptionSpec> options() {
    return ParquetOptions.SPECS;
  }

  @Override
  public TabularOutput open(OutputTarget target, OptionValues options, WriteContext context) {
    ParquetOptions parquet = ParquetOptions.of(options);
    return new TableFiles(
        target,
        SUFFIX,
        (table, schema, file) -> ParquetTableFile.start(table, schema, parquet, context, file));
  }
}
