package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;

/** Appends pages to a block: a header with the checksum, then the compressed content. */
final class PageWriter {
  /**
   * Room kept for a header while its content is compressed behind it. A header is some 35 bytes;
   * bounds are in the column index, not here.
   */
  private static final int HEADER_ROOM = 64;

  private final BlockCodec codec;
  private final CRC32 crc = new CRC32();
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(HEADER_ROOM);

  PageWriter(BlockCodec codec) {
    this.codec = codec;
  }

  /**
   * Appends a dictionary page.
   *
   * @return bytes of header and uncompressed content
   */
  int writeDictionary(PageBuffer content, int entries, PageBuffer block) throws IOException {
    PageHeader pageHeader = new PageHeader();
    pageHeader.setType(PageType.DICTIONARY_PAGE);
    pageHeader.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    return write(content, pageHeader, block);
  }

  /**
   * Appends a data page of version 1.
   *
   * @param rows with and without a value
   * @return bytes of header and uncompressed content
   */
  int writeData(PageBuffer content, int rows, Encoding encoding, PageBuffer block)
      throws IOException {
    PageHeader pageHeader = new PageHeader();
    pageHeader.setType(PageType.DATA_PAGE);
    pageHeader.setData_page_header(new DataPageHeader(rows, encoding, Encoding.RLE, Encoding.RLE));
    return write(content, pageHeader, block);
  }

  private int write(PageBuffer content, PageHeader pageHeader, PageBuffer block)
      throws IOException {
    int start = block.length();
    int contentAt = start + HEADER_ROOM;
    block.reserve((long) HEADER_ROOM + codec.maxCompressedLength(content.length()));
    byte[] target = block.array();
    int compressed = codec.compress(content.array(), content.length(), target, contentAt);
    crc.reset();
    crc.update(target, contentAt, compressed);
    pageHeader.setUncompressed_page_size(content.length());
    pageHeader.setCompressed_page_size(compressed);
    pageHeader.setCrc((int) crc.getValue());

    header.reset();
    ThriftStream.write(pageHeader, header);
    byte[] headerBytes = header.toByteArray();
    if (headerBytes.length > HEADER_ROOM) {
      throw new IllegalStateException("page header of " + headerBytes.length + " bytes");
    }
    System.arraycopy(headerBytes, 0, target, start, headerBytes.length);
    System.arraycopy(target, contentAt, target, start + headerBytes.length, compressed);
    block.length(start + headerBytes.length + compressed);
    return headerBytes.length + content.length();
  }
}
