package io.pyforge.core.writer.parquet;

import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Statistics;

/**
 * Where an encoded column chunk lies in its block, and what the footer says about it.
 *
 * @param start offset in the block of its first page, which is the dictionary page if there is one
 * @param dictionaryBytes size of the dictionary page with its header, 0 when there is none
 * @param rowCount rows, with and without a value
 * @param uncompressedBytes of all pages with their headers
 * @param pages its data pages in order
 * @param columnIndex serialised; empty when there can be none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and never compared as a record
record EncodedChunk(
    int start,
    int dictionaryBytes,
    int rowCount,
    long uncompressedBytes,
    List<Page> pages,
    List<Encoding> encodings,
    List<PageEncodingStats> encodingStats,
    Statistics statistics,
    byte[] columnIndex) {

  /**
   * A data page.
   *
   * @param offset in the block
   * @param bytes with its header
   * @param firstRow from 0 at the start of the row group
   */
  record Page(int offset, int bytes, int firstRow) {}

  /** Bytes of all pages with their headers, compressed. */
  int compressedBytes() {
    Page last = pages.get(pages.size() - 1);
    return last.offset() + last.bytes() - start;
  }

  /** Offset in the block of the first data page. */
  int dataOffset() {
    return start + dictionaryBytes;
  }
}
