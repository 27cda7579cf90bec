package io.pyforge.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The values of Parquet files of any schema, as parquet-java puts records together. */
public final class ParquetLeaves {
  private ParquetLeaves() {}

  /** How many values there are at the ends of all paths; nulls are none. */
  public static long count(Path file) {
    long count = 0;
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            org.apache.parquet.ParquetReadOptions.builder(new PlainParquetConfiguration())
                .build())) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
        for (long i = 0; i < group.getRowCount(); i++) {
          count += count(records.read());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
    return count;
  }

  /** The values of one record. */
  private static long count(Group group) {
    long count = 0;
    for (int field = 0; field < group.getType().getFieldCount(); field++) {
      int occurrences = group.getFieldRepetitionCount(field);
      if (group.getType().getType(field).isPrimitive()) {
        count += occurrences;
        continue;
      }
      for (int i = 0; i < occurrences; i++) {
        count += count(group.getGroup(field, i));
      }
    }
    return count;
  }
}
