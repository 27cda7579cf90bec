package io.pyforge.spi.input;

/**
 * How the bytes of a source can be reached.
 *
 * @since 1
 */
public enum SourceAccess {
  /** A file of this machine: {@link InputSource#localPath} is there. */
  LOCAL,
  /** A remote object that serves ranges. */
  RANGED,
  /** A stream that can be opened once and read forward only, such as a pipe. */
  STREAM
}
