package io.pyforge.databricks.transfer;

import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.Settings;
import java.util.Random;

/** Sizes with which a few megabytes are a large file. */
public final class SmallParts {
  /** The least there is. */
  public static final int PART = 1 << 20;

  /** More than two parts go in parts. */
  public static final TransferSizes SIZES = new TransferSizes(2 * PART, PART);

  private SmallParts() {}

  /** A workspace that takes such parts. */
  public static Settings settings(Multipart kind) {
    return Settings.usual().withMultipart(kind).withSizes(1L << 30, PART);
  }

  /** So many bytes, others for another seed. */
  public static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
