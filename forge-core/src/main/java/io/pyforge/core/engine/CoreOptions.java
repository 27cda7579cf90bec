package io.pyforge.core.engine;

import io.pyforge.core.storage.Compression;
import io.pyforge.spi.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;

/** The options that every conversion takes, whatever its formats. */
public final class CoreOptions {
  static final OptionSpec FINGERPRINT =
      OptionSpec.flag(
          "fingerprint",
          "Store the SHA-256 of the input in the output's metadata, where it has any.");

  private CoreOptions() {}

  /** All of them. */
  public static List<OptionSpec> all() {
    List<OptionSpec> all = new ArrayList<>(Compression.options());
    all.add(FINGERPRINT);
    return all;
  }
}
