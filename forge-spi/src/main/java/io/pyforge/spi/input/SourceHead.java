package io.pyforge.spi.input;

import java.util.Locale;

/**
 * What format detection sees: the name, and the first bytes after decompression.
 *
 * @param name the source's name without the suffix of a compression that was taken off
 * @param bytes up to {@link #LENGTH} first bytes; not to be changed
 * @param complete whether these are all bytes of the source
 * @since 1
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract, and never compared
public record SourceHead(String name, byte[] bytes, boolean complete) {
  /** How many bytes are read for detection. */
  public static final int LENGTH = 64 * 1024;

  /** The part of the name after its last dot, in lower case, or empty. */
  public String suffix() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether the source starts with these bytes. */
  public boolean startsWith(byte... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
