package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The raw content of a page, or the pages of a block. */
final class PageBuffer extends OutputBuffer {
  @Override
  protected ForgeException tooLarge(long bytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-group-too-large",
        "a row group of more than 2 GiB cannot be written: its pages need " + bytes + " bytes",
        "pass --row-group-rows with a smaller number, or leave out the column with huge values");
  }

  /** Appends a little-endian 32-bit number; room must be reserved. */
  void putInt(int value) {
    LittleEndian.putInt(array(), length(), value);
    length(length() + Integer.BYTES);
  }

  /** Appends an unsigned number in base 128, lowest digits first; room must be reserved. */
  void putVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      putByte(rest | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }
}
