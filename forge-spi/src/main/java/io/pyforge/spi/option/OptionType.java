package io.pyforge.spi.option;

/**
 * How the text of an option is understood.
 *
 * @since 1
 */
public enum OptionType {
  /** {@code true} or {@code false}; on the command line its presence is {@code true}. */
  FLAG,
  /** A decimal whole number that fits a long. */
  INTEGER,
  /** Bytes: a number with an optional unit KB, MB, GB (powers of 1000) or KiB, MiB, GiB. */
  SIZE,
  /** One of the spec's choices. */
  CHOICE,
  /** Any text. */
  TEXT
}
