package io.pyforge.spi.writer;

/**
 * A batch in the form the sink appends. It may live in its encoder's memory: it is valid until that
 * encoder encodes again.
 *
 * @since 1
 */
public interface EncodedBlock {
  /** Rows in it. */
  int rowCount();
}
