package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.util.OptionalLong;

/**
 * How far compressed data may grow. Files made to fill a disk grow a thousand times and more;
 * tables do not.
 *
 * @param absoluteBytes the size the user allows; when empty, {@link #FREE_BYTES} or {@link
 *     #MAX_RATIO} times the stored size, whichever is more
 */
public record DecompressionLimit(OptionalLong absoluteBytes) {
  /** Where the user says how far. */
  public static final OptionSpec OPTION =
      OptionSpec.size(
          "max-decompressed-size",
          null,
          "Largest size that compressed input may have when decompressed, such as 500GB; when not"
              + " given, 1 GB or 1000 times its compressed size, whichever is more.");

  static final long FREE_BYTES = 1_000_000_000L;
  static final long MAX_RATIO = 1000;

  /** The limit that holds for a conversion. */
  public static DecompressionLimit of(OptionValues options) {
    return new DecompressionLimit(
        options.isSet(OPTION) ? OptionalLong.of(options.sizeBytes(OPTION)) : OptionalLong.empty());
  }

  /** Fails when {@code produced} bytes from {@code consumed} stored ones are too many. */
  public void check(long produced, long consumed, String location) {
    if (absoluteBytes.isPresent()) {
      if (produced > absoluteBytes.getAsLong()) {
        throw exceeded(location, absoluteBytes.getAsLong() + " bytes");
      }
    } else if (produced > FREE_BYTES && produced / MAX_RATIO > consumed) {
      throw exceeded(location, "1 GB and " + MAX_RATIO + " times its compressed size");
    }
  }

  private static ForgeException exceeded(String location, String limit) {
    return StorageFailures.decompressedTooLarge(location, limit, OPTION.name());
  }
}
