package io.pyforge.spi.extension;

/**
 * Whether an extension can work here.
 *
 * @since 1
 */
public sealed interface Availability {
  /** It can. */
  record Available() implements Availability {}

  /**
   * It cannot.
   *
   * @param why what is missing, in words the user can act on
   */
  record Unavailable(String why) implements Availability {}
}
