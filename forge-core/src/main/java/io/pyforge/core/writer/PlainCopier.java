package io.pyforge.core.writer;

/**
 * Copies text as long as it holds none of the bytes that a format gives a meaning to, eight bytes
 * at a time.
 */
public final class PlainCopier {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final long firstPlain;
  private final long[] specials;

  /**
   * @param firstPlain bytes below this are special too; 0 when none are
   * @param specials bytes with a meaning
   */
  public PlainCopier(int firstPlain, int... specials) {
    this.firstPlain = ONES * firstPlain;
    this.specials = new long[specials.length];
    for (int i = 0; i < specials.length; i++) {
      this.specials[i] = ONES * specials[i];
    }
  }

  /**
   * Copies bytes of {@code source}, behind which eight bytes are readable, up to a multiple of
   * eight before the first special one. Behind the copy up to seven bytes of {@code target} are
   * overwritten.
   *
   * @return how many bytes were copied: {@code length} when there is no special byte
   */
  public int copy(byte[] source, int offset, int length, byte[] target, int at) {
    for (int done = 0; done < length; done += Long.BYTES) {
      long word = LittleEndian.getLong(source, offset + done);
      // The high bit of each byte that is special; above the lowest of them there may be others.
      long hits = word - firstPlain & ~word;
      for (long special : specials) {
        long difference = word ^ special;
        hits |= difference - ONES & ~difference;
      }
      hits &= HIGHS;
      if (length - done < Long.BYTES) {
        hits &= LittleEndian.lowBytes(length - done);
      }
      if (hits != 0) {
        return done;
      }
      LittleEndian.putLong(target, at + done, word);
    }
    return length;
  }
}
