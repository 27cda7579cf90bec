package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layer between a storage and a reader that takes compression off: gzip, bzip2, zstd and zip,
 * recognised by their first bytes whatever the file is called. What leaves can be read again and
 * again, even when what entered could not.
 */
public final class Compression {
  /** How large compressed input may become. */
  public static final OptionSpec MAX_DECOMPRESSED_SIZE = DecompressionLimit.OPTION;

  private Compression() {}

  /** The options honoured here, for every input. */
  public static List<OptionSpec> options() {
    return List.of(MAX_DECOMPRESSED_SIZE);
  }

  /**
   * The inputs in a source: one for each file of a zip archive, else one. Without compression that
   * is the source itself. Names have lost the suffix of the compression ({@code sales.csv.gz} gives
   * {@code sales.csv}); {@code stat} is that of the stored data.
   *
   * <p>The result owns {@code raw}: it is closed with the last input, and when this fails.
   *
   * @param temp where a source that can be read only once is kept, and decompressed copies for
   *     random access
   * @throws io.pyforge.spi.error.ForgeException INPUT for an archive that is damaged, encrypted, or
   *     holds no file
   */
  public static List<InputSource> members(InputSource raw, PrivateTemp temp, OptionValues options)
      throws IOException {
    InputSource source = raw.access() == SourceAccess.STREAM ? new SpooledSource(raw, temp) : raw;
    try {
      DecompressionLimit limit = DecompressionLimit.of(options);
      byte[] head = head(source);
      Codec codec = Codec.of(head);
      if (codec != null) {
        return List.of(
            new DecompressedSource(
                codec.nameWithoutSuffix(source.name()),
                source.location(),
                new StoredFile(source, codec, limit),
                temp));
      }
      @Nullable List<InputSource> members =
          ZipArchive.recognises(head) ? ZipArchive.members(source, temp, limit) : null;
      return members == null ? List.of(source) : List.copyOf(members);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * As {@link #members}, for where there must be one input.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT for an archive of several files too
   */
  public static InputSource unwrap(InputSource raw, PrivateTemp temp, OptionValues options)
      throws IOException {
    List<InputSource> members = members(raw, temp, options);
    if (members.size() == 1) {
      return members.get(0);
    }
    for (InputSource member : members) {
      member.close();
    }
    throw StorageFailures.archiveHasSeveral(
        raw.location(), members.stream().map(InputSource::name).toList());
  }

  private static byte[] head(InputSource source) throws IOException {
    try (InputStream in = source.openRange(0, Codec.HEAD_BYTES)) {
      return in.readNBytes(Codec.HEAD_BYTES);
    }
  }

  private record StoredFile(InputSource source, Codec codec, DecompressionLimit limit)
      implements DecompressedSource.Stored {
    @Override
    public InputStream openContent() throws IOException {
      return new DecompressedStream(
          source.openStream(), codec::decompress, codec.label(), source.location(), limit);
    }

    @Override
    public SourceStat stat() throws IOException {
      return source.stat();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
