package io.pyforge.core.storage;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compressions of a single stream, recognised by their first bytes. The library of each is loaded
 * when a stream of it is opened.
 */
enum Codec {
  /** RFC 1952. */
  GZIP("gzip", List.of(".gz", ".gzip")) {
    @Override
    boolean recognises(byte[] head) {
      return startsWith(head, 0, 0x1F, 0x8B, 0x08);
    }

    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new GzipStream(in);
    }
  },

  /** Block-sorted files; the digits of pi follow the header, those of its root when empty. */
  BZIP2("bzip2", List.of(".bz2", ".bzip2")) {
    @Override
    boolean recognises(byte[] head) {
      return startsWith(head, 0, 'B', 'Z', 'h')
          && head.length > 3
          && head[3] >= '1'
          && head[3] <= '9'
          && (startsWith(head, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
              || startsWith(head, 4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
    }

    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in, true);
    }
  },

  /** RFC 8878; parallel compressors put skippable frames first. */
  ZSTD("zstd", List.of(".zst", ".zstd")) {
    @Override
    boolean recognises(byte[] head) {
      return startsWith(head, 0, 0x28, 0xB5, 0x2F, 0xFD)
          || (head.length > 0 && (head[0] & 0xF0) == 0x50 && startsWith(head, 1, 0x2A, 0x4D, 0x18));
    }

    @Override
    InputStream decompress(InputStream in) throws IOException {
      try {
        return new ZstdInputStreamNoFinalizer(in);
      } catch (LinkageError e) {
        // No native library for this system: the Java one is slower and reads the same.
        return new io.airlift.compress.zstd.ZstdInputStream(in);
      }
    }
  };

  /** Bytes that {@link #of} looks at. */
  static final int HEAD_BYTES = 10;

  private final String label;
  private final List<String> suffixes;

  Codec(String label, List<String> suffixes) {
    this.label = label;
    this.suffixes = suffixes;
  }

  /** The codec of data that starts with {@code head}. */
  static @Nullable Codec of(byte[] head) {
    for (Codec codec : values()) {
      if (codec.recognises(head)) {
        return codec;
      }
    }
    return null;
  }

  abstract boolean recognises(byte[] head);

  /** A stream of the content; several frames or members one after the other are one content. */
  abstract InputStream decompress(InputStream in) throws IOException;

  /** The name in messages. */
  String label() {
    return label;
  }

  /** A file name without this codec's suffix, or as it is when it has none. */
  String nameWithoutSuffix(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String suffix : suffixes) {
      if (lower.endsWith(suffix) && lower.length() > suffix.length()) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  private static boolean startsWith(byte[] head, int from, int... magic) {
    if (head.length < from + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[from + i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
