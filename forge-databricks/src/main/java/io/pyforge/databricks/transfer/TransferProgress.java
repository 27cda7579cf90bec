package io.pyforge.databricks.transfer;

/** Hears what moved; called from several threads. */
public interface TransferProgress {
  /** Nobody listens. */
  TransferProgress NONE = bytes -> {};

  /**
   * More bytes went over.
   *
   * @param bytes negative when some go over once more
   */
  void moved(long bytes);
}
