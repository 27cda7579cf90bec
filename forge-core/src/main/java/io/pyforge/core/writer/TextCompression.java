package io.pyforge.core.writer;

import io.pyforge.spi.storage.OutputTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The compression round a text output, which is what the end of its name says: {@code .gz} or
 * {@code .zst}. The files of a folder are not compressed.
 */
public enum TextCompression {
  /** Plain text. */
  NONE(""),
  /** RFC 1952: members one after the other, which are one content. */
  GZIP(".gz"),
  /** RFC 8878: frames one after the other, which are one content. */
  ZSTD(".zst");

  private static final int GZIP_LEVEL = 6;
  private static final int ZSTD_LEVEL = 3;

  private final String suffix;

  TextCompression(String suffix) {
    this.suffix = suffix;
  }

  /** The compression of an output. */
  public static TextCompression of(OutputTarget target) {
    return target.folder() ? NONE : ofName(target.location());
  }

  private static TextCompression ofName(String location) {
    String name = location.toLowerCase(Locale.ROOT);
    return name.endsWith(GZIP.suffix) ? GZIP : name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
  }

  /** The suffix of an output below its compression, in lower case: that of {@code a.TSV.gz}. */
  public static String formatSuffix(OutputTarget target) {
    String location = target.location().toLowerCase(Locale.ROOT);
    String plain = location.substring(0, location.length() - ofName(location).suffix.length());
    int dot = plain.lastIndexOf('.');
    return dot < 0 || plain.indexOf('/', dot) >= 0 ? "" : plain.substring(dot + 1);
  }

  /** Suffixes, then each of them with each compression. */
  public static List<String> suffixes(String... plain) {
    List<String> suffixes = new ArrayList<>(List.of(plain));
    for (String suffix : plain) {
      suffixes.add(suffix + GZIP.suffix);
      suffixes.add(suffix + ZSTD.suffix);
    }
    return List.copyOf(suffixes);
  }

  /** A new codec, or null when text stays as it is. */
  @Nullable BlockCodec newCodec() {
    return switch (this) {
      case NONE -> null;
      case GZIP -> new GzipBlockCodec(GZIP_LEVEL);
      case ZSTD -> BlockCodec.zstd(ZSTD_LEVEL);
    };
  }
}
