package io.pyforge.spi.error;

/**
 * Who can mend a failure, and the process exit status that says so. The statuses are public API.
 *
 * @since 1
 */
public enum ErrorKind {
  /** Our bug, or a failure that nothing else names. */
  INTERNAL(1),
  /** A bad option, argument or format name; input and output are the same file. */
  USAGE(2),
  /** An input is not there. */
  NOT_FOUND(3),
  /** The input is unreadable, corrupt, encrypted or unsupported, or goes over a limit. */
  INPUT(4),
  /** Validation found problems, or a fixed schema was broken. */
  INVALID(5),
  /** Permission or sign-in was refused, local or remote, reading or writing. */
  ACCESS(6),
  /** The output exists, cannot be written, or does not fit. */
  OUTPUT(7),
  /** A remote service failed after retries. */
  REMOTE(8),
  /** Some inputs of a batch, or some tables of one input, failed; the others are done. */
  PARTIAL(9),
  /** The user stopped the run. */
  INTERRUPTED(130);

  private final int exitStatus;

  ErrorKind(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** The exit status of a process that ends with this kind of failure. */
  public int exitStatus() {
    return exitStatus;
  }
}
