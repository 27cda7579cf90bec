package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;
import java.nio.charset.StandardCharsets;

/** Values of uniqueidentifier as 36 characters, whose first three groups are stored in reverse. */
final class GuidDecoder extends ColumnDecoder {
  private static final int TEXT_BYTES = 36;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The byte that each pair of digits shows; a hyphen before the pairs of {@link #HYPHENS}. */
  private static final int[] ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

  private static final int HYPHENS = 1 << 4 | 1 << 6 | 1 << 8 | 1 << 10;

  private final BytesVector vector;

  GuidDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    this.vector = vector;
  }

  @Override
  void decode() throws Damage {
    int[] at = memory.starts(memory.rows.count());
    int first = vector.valueCount();
    int count = locateFixed(at);
    memory.reserve((long) count * TEXT_BYTES);
    byte[] b = memory.bytes();
    int out = memory.end();
    long[] spans = vector.spans();
    for (int i = 0; i < count; i++) {
      spans[first + i] = BytesVector.span(out, TEXT_BYTES);
      out = write(b, at[i], b, out);
    }
    memory.setEnd(out);
  }

  static int write(byte[] b, int at, byte[] into, int start) {
    int out = start;
    for (int i = 0; i < ORDER.length; i++) {
      if ((HYPHENS >> i & 1) != 0) {
        into[out++] = '-';
      }
      int value = b[at + ORDER[i]];
      into[out++] = HEX[value >> 4 & 15];
      into[out++] = HEX[value & 15];
    }
    return out;
  }
}
