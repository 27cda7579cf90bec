package io.pyforge.core.reader.json;

import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.nested.RecordSource;
import io.pyforge.core.nested.RecordWalker;
import io.pyforge.core.text.BlockSource;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.TextSource;
import io.pyforge.core.text.TranscodingStream;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON text, block by block or one after the other.
 *
 * @param table name of the table of records, for rejects
 * @param blockBytes of a block
 */
record JsonRecords(
    TextSource text, JsonOptions options, JsonLayout layout, String table, int blockBytes)
    implements RecordSource {

  String name() {
    return text.source().name();
  }

  /** Whether a line that is no JSON is set aside. */
  boolean rejects() {
    return options.rejectBadRecords() && layout.form() == JsonLayout.Form.LINES;
  }

  JsonScanner scanner() {
    return new JsonScanner(options.maxDepth(), layout.form() == JsonLayout.Form.LINES);
  }

  /**
   * The blocks of the text from the first record on.
   *
   * @param pieceBytes of a block; 0 for the usual size
   */
  BlockSource blocks(int pieceBytes) throws IOException {
    InputSource source = text.source();
    boolean plain = text.unchecked() && source.localPath().isPresent();
    InputStream in = text.open(layout.from());
    InputStream region =
        layout.to() == JsonLayout.UNKNOWN ? in : new Region(in, layout.to() - layout.from());
    return new BlockSource(
        region,
        layout.from(),
        pieceBytes == 0 ? blockBytes : Math.min(pieceBytes, blockBytes),
        plain ? source.stat().sizeBytes() : -1,
        options.maxRowBytes());
  }

  /** Fills a block with the next records; false when there are none. */
  boolean next(BlockSource blocks, TextBlock block, JsonCutter cutter) throws IOException {
    try {
      return blocks.next(block, (b, length, ended) -> cut(cutter, blocks, b, length, ended));
    } catch (BlockSource.RowTooLong e) {
      throw tooLong(blocks.offset());
    } catch (TranscodingStream.UndecodableBytes e) {
      throw TextFailures.invalid(name(), "line " + e.line(), text.charset().name());
    }
  }

  private int cut(JsonCutter cutter, BlockSource blocks, byte[] b, int length, boolean ended) {
    try {
      return cutter.lastRecordEnd(b, length, ended);
    } catch (JsonSyntax e) {
      throw failure(e, blocks.offset());
    }
  }

  /** The failure for a record that is longer than is allowed. */
  ForgeException tooLong(long position) {
    return JsonFailures.recordTooLong(name(), place(position), options.maxRowBytes());
  }

  /** The failure for what a record of the block is not. */
  ForgeException failure(JsonSyntax e, TextBlock block) {
    return failure(e, block.offset);
  }

  private ForgeException failure(JsonSyntax e, long offset) {
    String place = place(offset + e.position());
    return e.isLimit()
        ? JsonFailures.tooDeep(name(), place, options.maxDepth())
        : JsonFailures.syntax(name(), place, e.reason(), layout.form() == JsonLayout.Form.LINES);
  }

  @Override
  public String place(long position) {
    try {
      return "line " + text.lineAt(position, (byte) '\n');
    } catch (IOException e) {
      return "byte " + position; // the failure being described matters more than the line
    }
  }

  @Override
  public RecordWalker walk() throws IOException {
    return new Walker(this);
  }

  /** The first {@code left} bytes of a stream. */
  private static final class Region extends FilterInputStream {
    private long left;

    Region(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = super.read(b, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }
  }

  private static final class Walker implements RecordWalker {
    private final JsonRecords records;
    private final BlockSource blocks;
    private final JsonCutter cutter;
    private final TextBlock block = new TextBlock();
    private @Nullable BlockRecords current;
    private long lines;
    private long position;

    Walker(JsonRecords records) throws IOException {
      this.records = records;
      blocks = records.blocks(0);
      cutter = new JsonCutter(records.layout());
    }

    @Override
    public boolean next(RecordEvents events, ScanLog log) throws IOException, SchemaMiss {
      while (true) {
        if (current == null) {
          if (!records.next(blocks, block, cutter)) {
            return false;
          }
          current = new BlockRecords(records, block, events, lines);
        }
        if (current.next(log)) {
          position = block.offset + current.position() - records.layout().from();
          return true;
        }
        lines = current.lines();
        current = null;
      }
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() throws IOException {
      blocks.close();
    }
  }
}
