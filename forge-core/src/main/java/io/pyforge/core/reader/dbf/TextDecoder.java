package io.pyforge.core.reader.dbf;

import io.pyforge.core.text.SingleByteTable;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.BytesVector;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text of a code page as spans of UTF-8. ASCII stays where it is in the block; other text is
 * written behind the records. Used by one thread.
 */
final class TextDecoder {
  /** What {@link #span} returns for bytes that are no text. */
  static final long INVALID = -1;

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final boolean utf8;
  private final boolean replace;
  private final @Nullable SingleByteTable table;
  private final CharsetDecoder decoder;

  /**
   * @param replace whether bytes that are no text become U+FFFD
   */
  TextDecoder(CodePage page, boolean replace) {
    utf8 = page.isUtf8();
    this.replace = replace;
    table = page.table();
    CodingErrorAction action = replace ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
    decoder = page.charset().newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
  }

  /** The span, in the block, of the UTF-8 of the bytes there; or INVALID. */
  long span(TextBlock block, int from, int to) {
    byte[] b = block.bytes;
    if (Utf8.isAscii(b, from, to)) {
      return BytesVector.span(from, to - from);
    }
    if (utf8 && Utf8.firstInvalid(b, from, to) < 0) {
      return BytesVector.span(from, to - from);
    }
    return table != null ? bySingleBytes(block, from, to, table) : byCharset(block, from, to);
  }

  private long bySingleBytes(TextBlock block, int from, int to, SingleByteTable characters) {
    byte[] b = block.bytes;
    long length = 0;
    for (int p = from; p < to; p++) {
      int bytes = SingleByteTable.length(characters.of(b[p]));
      if (bytes == 0 && !replace) {
        return INVALID;
      }
      length += bytes == 0 ? REPLACEMENT.length : bytes;
    }
    int start = block.takeScratch(Math.toIntExact(length));
    b = block.bytes;
    int out = start;
    for (int p = from; p < to; p++) {
      int character = characters.of(b[p]);
      int bytes = SingleByteTable.length(character);
      if (bytes == 0) {
        System.arraycopy(REPLACEMENT, 0, b, out, REPLACEMENT.length);
        out += REPLACEMENT.length;
      }
      for (int k = 0; k < bytes; k++) {
        b[out++] = (byte) (character >>> Byte.SIZE * k);
      }
    }
    return BytesVector.span(start, out - start);
  }

  private long byCharset(TextBlock block, int from, int to) {
    CharBuffer text;
    try {
      text = decoder.decode(ByteBuffer.wrap(block.bytes, from, to - from));
    } catch (CharacterCodingException e) {
      return INVALID;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int start = block.takeScratch(bytes.length);
    System.arraycopy(bytes, 0, block.bytes, start, bytes.length);
    return BytesVector.span(start, bytes.length);
  }
}
