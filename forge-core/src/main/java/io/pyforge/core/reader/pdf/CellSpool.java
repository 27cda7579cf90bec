package io.pyforge.core.reader.pdf;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all tables of a document, one behind the other: in memory while they are few, else in
 * a temporary file. First all are written, then any part is read.
 */
final class CellSpool implements Closeable {
  private static final int MEMORY_BYTES = 8 * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Makes the temporary file. */
  interface FileMaker {
    Path make() throws IOException;
  }

  private final FileMaker maker;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable OutputStream fileOut;
  private @Nullable Path file;
  private DataOutputStream out = new DataOutputStream(memory);
  private long written;

  CellSpool(FileMaker maker) {
    this.maker = maker;
  }

  /** Where the next row will be. */
  long position() {
    return written + out.size();
  }

  /** Adds a row; null where a cell is blank. */
  void add(int page, @Nullable String[] cells) throws IOException {
    out.writeInt(page);
    for (String cell : cells) {
      if (cell == null) {
        out.writeInt(-1);
      } else {
        byte[] utf8 = cell.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    }
    if (fileOut == null && out.size() > MEMORY_BYTES) {
      Path made = maker.make();
      OutputStream target = Files.newOutputStream(made);
      memory.writeTo(target);
      written = out.size();
      memory.reset();
      file = made;
      fileOut = target;
      out = new DataOutputStream(new java.io.BufferedOutputStream(target, BUFFER_BYTES));
    }
  }

  /** Rows from a position on. */
  Rows rows(long from) throws IOException {
    out.flush();
    InputStream in;
    if (file == null) {
      in = new ByteArrayInputStream(memory.toByteArray());
    } else {
      in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }
    in.skipNBytes(from);
    return new Rows(new DataInputStream(in));
  }

  /** A pass over rows. */
  static final class Rows implements Closeable {
    private final DataInputStream in;

    Rows(DataInputStream in) {
      this.in = in;
    }

    /** Reads the next row into {@code cells}; returns its page. */
    int next(@Nullable String[] cells) throws IOException {
      int page = in.readInt();
      for (int i = 0; i < cells.length; i++) {
        int length = in.readInt();
        cells[i] = length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
      }
      return page;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = fileOut;
    if (open != null) {
      open.close();
    }
  }
}
