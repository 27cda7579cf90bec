package io.pyforge.databricks.transfer;

/**
 * How files are cut.
 *
 * @param inParts files of more bytes go in parts, several at a time
 * @param part bytes of a part; it grows where a file would have too many
 */
public record TransferSizes(long inParts, long part) {
  private static final long MIB = 1 << 20;

  /** The most parts that every cloud's storage takes. */
  static final int MAX_PARTS = 1000;

  /**
   * More than 64 MiB in parts of 8 MiB: eight of them, which is what a process that is killed has
   * on its way, are less than a tenth of what has taken a while.
   */
  public static final TransferSizes USUAL = new TransferSizes(64 * MIB, 8 * MIB);

  /** Checks the numbers. */
  public TransferSizes {
    if (inParts < 0 || part < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
  }

  /** The bytes of a part of a file of that size. */
  long partOf(long size) {
    long least = (size + MAX_PARTS - 1) / MAX_PARTS;
    return Math.max(part, (least + MIB - 1) / MIB * MIB);
  }
}
