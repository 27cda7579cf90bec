package io.pyforge.core.reader.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Files made by parquet-java, with types and pages that our own writer never makes. */
final class ForeignFile {
  private ForeignFile() {}

  static byte[] write(Path folder, String schema, List<Consumer<Group>> rows) throws IOException {
    return write(folder, MessageTypeParser.parseMessageType(schema), rows, new Format());
  }

  /**
   * How the file is written.
   *
   * @param checksums whether pages have some, by which damage is found at once
   */
  record Format(
      CompressionCodecName codec,
      ParquetProperties version,
      boolean dictionary,
      boolean checksums) {
    Format() {
      this(CompressionCodecName.UNCOMPRESSED, ParquetProperties.V1, true);
    }

    Format(CompressionCodecName codec, ParquetProperties version, boolean dictionary) {
      this(codec, version, dictionary, true);
    }
  }

  enum ParquetProperties {
    V1(org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_1_0),
    V2(org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_2_0);

    private final org.apache.parquet.column.ParquetProperties.WriterVersion version;

    ParquetProperties(org.apache.parquet.column.ParquetProperties.WriterVersion version) {
      this.version = version;
    }
  }

  static byte[] write(Path folder, MessageType schema, List<Consumer<Group>> rows, Format format)
      throws IOException {
    Path file = Files.createTempDirectory(folder, "foreign").resolve("foreign.parquet");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(format.codec)
            .withWriterVersion(format.version.version)
            .withDictionaryEncoding(format.dictionary)
            .withPageWriteChecksumEnabled(format.checksums)
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = groups.newGroup();
        row.accept(group);
        writer.write(group);
      }
    }
    return Files.readAllBytes(file);
  }
}
