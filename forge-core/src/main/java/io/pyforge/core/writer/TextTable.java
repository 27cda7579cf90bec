package io.pyforge.core.writer;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A table as a text file. Rows are printed, and compressed where the output is, on any thread; the
 * file takes them in order.
 */
public final class TextTable implements TableFile {
  private final TextLayout layout;
  private final int width;
  private final TextCompression compression;
  private final OutputStream file;
  private final Packer packer;
  private final CellCounts counts;
  private final Queue<Encoder> encoders = new ConcurrentLinkedQueue<>();
  private boolean empty = true;
  private boolean written;
  private boolean closed;

  private TextTable(TextLayout layout, int width, TextCompression compression, OutputStream file) {
    this.layout = layout;
    this.width = width;
    this.compression = compression;
    this.file = file;
    packer = new Packer(compression.newCodec());
    counts = new CellCounts(layout.countedKinds(), width);
  }

  /**
   * Starts a file.
   *
   * @param width columns of the table
   */
  public static TextTable start(
      TextLayout layout, int width, TextCompression compression, OutputStream file)
      throws IOException {
    TextTable table = new TextTable(layout, width, compression, file);
    try {
      table.write(layout.head(table.counts));
      return table;
    } catch (IOException | RuntimeException e) {
      table.packer.close();
      throw e;
    }
  }

  @Override
  public BatchEncoder newEncoder() {
    Encoder encoder =
        new Encoder(
            layout.newPrinter(),
            new Packer(compression.newCodec()),
            new CellCounts(layout.countedKinds(), width));
    encoders.add(encoder);
    return encoder;
  }

  @Override
  public void append(EncodedBlock block) throws IOException {
    Block rows = (Block) block;
    if (rows.rowCount() == 0) {
      return;
    }
    write(empty ? layout.first() : layout.between());
    empty = false;
    written = true;
    file.write(rows.text.array(), 0, rows.text.length());
    counts.add(rows.counts);
  }

  @Override
  public List<Notice> finish() throws IOException {
    write(layout.tail(empty));
    if (!written) {
      writePacked(new OutputBuffer()); // no text at all is a member or frame too
    }
    close();
    return layout.notices(counts);
  }

  @Override
  public void close() throws IOException {
    for (Encoder encoder : encoders) {
      encoder.packer.close();
    }
    encoders.clear();
    packer.close();
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  private void write(byte[] text) throws IOException {
    if (text.length > 0) {
      OutputBuffer plain = new OutputBuffer();
      plain.append(text);
      writePacked(plain);
    }
  }

  private void writePacked(OutputBuffer plain) throws IOException {
    OutputBuffer packed = packer.pack(plain);
    file.write(packed.array(), 0, packed.length());
    written = true;
  }

  private record Block(int rowCount, OutputBuffer text, CellCounts counts)
      implements EncodedBlock {}

  private record Encoder(
      TextLayout.RowPrinter printer, OutputBuffer plain, Packer packer, CellCounts counts)
      implements BatchEncoder {
    Encoder(TextLayout.RowPrinter printer, Packer packer, CellCounts counts) {
      this(printer, new OutputBuffer(), packer, counts);
    }

    @Override
    public EncodedBlock encode(RecordBatch batch) throws IOException {
      plain.clear();
      counts.clear();
      printer.print(batch, plain, counts);
      return new Block(batch.rowCount(), packer.pack(plain), counts);
    }
  }

  /** Compresses text, or hands it on. */
  private static final class Packer implements Closeable {
    /** Compressed text may be a little longer than plain text, and must fit an array too. */
    private static final int MOST_BYTES = Integer.MAX_VALUE / 2;

    private final @Nullable BlockCodec codec;
    private final OutputBuffer packed = new OutputBuffer();

    Packer(@Nullable BlockCodec codec) {
      this.codec = codec;
    }

    /** The result is valid until the next call, and as long as {@code plain} is. */
    OutputBuffer pack(OutputBuffer plain) throws IOException {
      if (codec == null) {
        return plain;
      }
      packed.clear();
      packed.reserve(
          plain.length() > MOST_BYTES
              ? Integer.MAX_VALUE
              : codec.maxCompressedLength(plain.length()));
      packed.length(codec.compress(plain.array(), plain.length(), packed.array(), 0));
      return packed;
    }

    @Override
    public void close() {
      if (codec != null) {
        codec.close();
      }
    }
  }
}
