package io.pyforge.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The values of Parquet files of any schema, as parquet-java puts records together. */
public final class ParquetLeaves {
  private ParquetLeaves() {}

  /** How many values there are at the ends of all paths; nulls are none. */
  public static long count(Path file) {
    long[] count = new long[1];
    forEachRecord(file, record -> count[0] += count(record));
    return count[0];
  }

  /** The values at the ends of all paths, record by record, as {@link ParquetReadback} has them. */
  public static List<String> values(Path file) {
    List<String> values = new ArrayList<>();
    forEachRecord(file, record -> addValues(record, values));
    return values;
  }

  /** The file's schema. */
  public static MessageType schema(Path file) {
    return ParquetReadback.footer(file).getFileMetaData().getSchema();
  }

  private static void forEachRecord(Path file, Consumer<Group> taker) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
        for (long i = 0; i < group.getRowCount(); i++) {
          taker.accept(records.read());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("parquet-java cannot read " + file, e);
    }
  }

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

  private static void addValues(Group group, List<String> values) {
    for (int field = 0; field < group.getType().getFieldCount(); field++) {
      Type type = group.getType().getType(field);
      for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
        if (type.isPrimitive()) {
          values.add(ParquetReadback.groupText(group, field, i, type.asPrimitiveType()));
        } else {
          addValues(group.getGroup(field, i), values);
        }
      }
    }
  }
}
