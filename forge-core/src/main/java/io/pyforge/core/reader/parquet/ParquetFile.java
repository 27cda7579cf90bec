package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.SourceNames;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** A Parquet file whose footer was read and found sound; holds nothing open. */
final class ParquetFile {
  private static final String VERSION_KEY = "pyforge.version";
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED_MAGIC = "PARE";
  private static final int MAGIC_LENGTH = 4;

  private final ChannelInputFile channel;
  private final String name;
  private final ParquetReadOptions readOptions;
  private final ParquetMetadata footer;

  private ParquetFile(
      ChannelInputFile channel,
      String name,
      ParquetReadOptions readOptions,
      ParquetMetadata footer) {
    this.channel = channel;
    this.name = name;
    this.readOptions = readOptions;
    this.footer = footer;
  }

  /**
   * Reads the footer of a source.
   *
   * @throws ForgeException INPUT if it is corrupt or encrypted
   */
  static ParquetFile open(InputSource source) throws IOException {
    String name = source.name();
    refuseOtherFormats(source);
    refuseEncryptedFooter(source);
    ChannelInputFile channel = new ChannelInputFile(source);
    ParquetReadOptions readOptions =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new PageDecompressors(name))
            .usePageChecksumVerification()
            .withUseHadoopVectoredIo(false)
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(channel, readOptions)) {
      ParquetMetadata footer = reader.getFooter();
      checkChunks(name, footer, channel.getLength());
      return new ParquetFile(channel, name, readOptions, footer);
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library meets a damaged footer with whatever its code trips over, and takes memory for
      // as many entries as a length in it claims.
      throw failure(channel, name, "the footer cannot be read", e);
    }
  }

  private static void refuseOtherFormats(InputSource source) throws IOException {
    try (InputStream in = source.openRange(0, MAGIC_LENGTH)) {
      String magic = new String(in.readNBytes(MAGIC_LENGTH), StandardCharsets.US_ASCII);
      if (!magic.equals(MAGIC) && !magic.equals(ENCRYPTED_MAGIC)) {
        throw ParquetFailures.otherFormat(source.name());
      }
    }
  }

  private static void refuseEncryptedFooter(InputSource source) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(MAGIC_LENGTH);
    try (SeekableByteChannel channel = source.openChannel()) {
      channel.position(Math.max(0, channel.size() - MAGIC_LENGTH));
      while (tail.hasRemaining() && channel.read(tail) >= 0) {
        continue;
      }
    }
    String magic = new String(tail.array(), StandardCharsets.US_ASCII);
    if (magic.equals(ENCRYPTED_MAGIC)) {
      throw ParquetFailures.encrypted(source.name(), "the footer is");
    }
  }

  /** Chunks must lie within the file: their sizes decide how much memory the library takes. */
  private static void checkChunks(String name, ParquetMetadata footer, long fileLength) {
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.isEncrypted()) {
          throw ParquetFailures.encrypted(name, "column " + chunk.getPath().toDotString() + " is");
        }
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < 0 || size < 0 || start > fileLength - size) {
          throw ParquetFailures.corrupt(
              name,
              "column "
                  + chunk.getPath().toDotString()
                  + " lies outside the file: "
                  + size
                  + " bytes at "
                  + start
                  + " of "
                  + fileLength,
              null);
        }
      }
    }
  }

  /** The source's own failure if there was one, else a failure that says the file is corrupt. */
  ForgeException failure(String what, Throwable cause) throws IOException {
    return failure(channel, name, what, cause);
  }

  private static ForgeException failure(
      ChannelInputFile channel, String name, String what, Throwable cause) throws IOException {
    IOException sourceFailure = channel.failure();
    if (sourceFailure != null) {
      throw sourceFailure;
    }
    return ParquetFailures.corrupt(name, what, cause);
  }

  /** A pass over the row groups. */
  ParquetFileReader newReader() throws IOException {
    try {
      return ParquetFileReader.open(channel, footer, readOptions, channel.newStream());
    } catch (RuntimeException e) {
      throw failure("the row groups cannot be read", e);
    }
  }

  /** Throws what went wrong with the source itself, if anything did. */
  void checkSource() throws IOException {
    IOException sourceFailure = channel.failure();
    if (sourceFailure != null) {
      throw sourceFailure;
    }
  }

  /** The file's name. */
  String name() {
    return name;
  }

  /** The file's name without its suffix. */
  String stem() {
    return SourceNames.stem(name);
  }

  MessageType schema() {
    return footer.getFileMetaData().getSchema();
  }

  String createdBy() {
    String createdBy = footer.getFileMetaData().getCreatedBy();
    return createdBy == null ? "" : createdBy;
  }

  /** Records in all row groups. */
  long recordCount() {
    return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  /** What is worth showing of the footer. */
  Map<String, String> properties() {
    FileMetaData metaData = footer.getFileMetaData();
    Map<String, String> properties = new LinkedHashMap<>();
    if (!createdBy().isEmpty()) {
      properties.put("created_by", createdBy());
    }
    properties.put("row_groups", Integer.toString(footer.getBlocks().size()));
    Set<String> codecs = new TreeSet<>();
    for (BlockMetaData group : footer.getBlocks()) {
      group.getColumns().forEach(chunk -> codecs.add(chunk.getCodec().name()));
    }
    properties.put("codecs", String.join(", ", codecs).toLowerCase(Locale.ROOT));
    String version = metaData.getKeyValueMetaData().get(VERSION_KEY);
    if (version != null) {
      properties.put("pyforge_version", version);
    }
    return properties;
  }
}
