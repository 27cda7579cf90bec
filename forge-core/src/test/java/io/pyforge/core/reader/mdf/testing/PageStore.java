package io.pyforge.core.reader.mdf.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.TreeMap;

/** Where finished pages go, in any order. */
interface PageStore {
  void put(int page, byte[] bytes);

  /** A file, so that a database of any size takes no memory. */
  static PageStore in(FileChannel channel) {
    return (page, bytes) -> {
      try {
        channel.write(ByteBuffer.wrap(bytes), (long) page * PageImage.BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** Memory. */
  final class Memory implements PageStore {
    private final TreeMap<Integer, byte[]> pages = new TreeMap<>();

    @Override
    public void put(int page, byte[] bytes) {
      pages.put(page, bytes.clone());
    }

    byte[] file(int pageCount) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] empty = new byte[PageImage.BYTES];
      for (int i = 0; i < pageCount; i++) {
        out.writeBytes(pages.getOrDefault(i, empty));
      }
      return out.toByteArray();
    }
  }
}
