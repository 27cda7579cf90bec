package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;

/**
 * Encodes column chunks: chooses between dictionary and plain encoding, cuts pages at whole rows,
 * and gathers statistics page by page. Keeps its working memory from chunk to chunk.
 */
final class ChunkEncoder {
  /** Rows of a page; what parquet-java writes too. */
  static final int MAX_PAGE_ROWS = 20_000;

  /** Plain bytes of values after which a page ends. */
  static final int MAX_PAGE_BYTES = 1024 * 1024;

  private final PageWriter pageWriter;
  private final DictionaryBuilder dictionary = new DictionaryBuilder();
  private final PageBuffer content = new PageBuffer();

  ChunkEncoder(BlockCodec codec) {
    pageWriter = new PageWriter(codec);
  }

  /**
   * Appends the chunk of rows {@code rowFrom} to {@code rowTo} to the block.
   *
   * @param values loaded with the column's vector
   * @param presence of the column's vector
   * @param valueFrom position of the first row's value among the dense values
   * @param valueTo position after the last one
   */
  EncodedChunk encode(
      ParquetColumn column,
      ChunkValues values,
      byte[] presence,
      int rowFrom,
      int rowTo,
      int valueFrom,
      int valueTo,
      PageBuffer block)
      throws IOException {
    int start = block.length();
    long uncompressed = 0;
    int dictionaryBytes = 0;
    boolean useDictionary = buildDictionary(column, values, valueFrom, valueTo);
    if (useDictionary) {
      content.clear();
      values.appendDictionary(content, dictionary);
      uncompressed += pageWriter.writeDictionary(content, dictionary.size(), block);
      dictionaryBytes = block.length() - start;
    }

    Encoding encoding = useDictionary ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
    ChunkStatistics statistics = new ChunkStatistics(column.physical());
    List<EncodedChunk.Page> pages = new ArrayList<>();
    int row = rowFrom;
    int value = valueFrom;
    while (row < rowTo) {
      int pageRowTo = Math.min(rowTo, row + MAX_PAGE_ROWS);
      int pageValueTo = value + HybridEncoding.countPresent(presence, row, pageRowTo);
      if (!useDictionary && values.plainBytes(value, pageValueTo) > MAX_PAGE_BYTES) {
        pageValueTo = cut(values, value, pageValueTo);
        pageRowTo = rowAfter(presence, row, pageRowTo, pageValueTo - value);
      }
      int pageStart = block.length();
      fillPage(column, values, useDictionary, presence, row, pageRowTo, value, pageValueTo);
      uncompressed += pageWriter.writeData(content, pageRowTo - row, encoding, block);
      pages.add(new EncodedChunk.Page(pageStart, block.length() - pageStart, row - rowFrom));
      addStatistics(statistics, values, useDictionary, pageRowTo - row, value, pageValueTo);
      row = pageRowTo;
      value = pageValueTo;
    }
    return new EncodedChunk(
        start,
        dictionaryBytes,
        rowTo - rowFrom,
        uncompressed,
        pages,
        encodings(column, useDictionary),
        encodingStats(encoding, pages.size()),
        statistics.chunk(),
        statistics.columnIndex());
  }

  /** Whether there is a dictionary that makes the chunk smaller. */
  private boolean buildDictionary(ParquetColumn column, ChunkValues values, int from, int to) {
    if (from == to || column.physical() == PhysicalType.BOOLEAN) {
      return false;
    }
    values.buildDictionary(dictionary, from, to);
    if (dictionary.size() == DictionaryBuilder.GIVEN_UP) {
      return false;
    }
    long indexBits = (long) (to - from) * HybridEncoding.bitWidth(dictionary.size());
    long encoded = values.dictionaryBytes(dictionary) + indexBits / Byte.SIZE;
    return encoded < values.plainBytes(from, to);
  }

  /** The position after the last value that still fits a page; a page has one at least. */
  private static int cut(ChunkValues values, int from, int to) {
    int position = from + 1;
    long bytes = values.plainBytes(from, position);
    while (position < to) {
      bytes += values.plainBytes(position, position + 1);
      if (bytes > MAX_PAGE_BYTES) {
        break;
      }
      position++;
    }
    return position;
  }

  /** The row after the {@code valueCount}-th value from {@code row} on and the nulls behind it. */
  private static int rowAfter(byte[] presence, int row, int limit, int valueCount) {
    int next = row;
    for (int seen = 0; next < limit && seen + presence[next] <= valueCount; next++) {
      seen += presence[next];
    }
    return next;
  }

  private void fillPage(
      ParquetColumn column,
      ChunkValues values,
      boolean useDictionary,
      byte[] presence,
      int rowFrom,
      int rowTo,
      int valueFrom,
      int valueTo) {
    content.clear();
    if (column.field().nullable()) {
      HybridEncoding.appendLevels(content, presence, rowFrom, rowTo, valueTo - valueFrom);
    }
    if (useDictionary) {
      int base = dictionary.base();
      HybridEncoding.appendIndexes(
          content, dictionary.indexes(), valueFrom - base, valueTo - base, dictionary.size());
    } else {
      values.appendPlain(content, valueFrom, valueTo);
    }
  }

  private void addStatistics(
      ChunkStatistics statistics,
      ChunkValues values,
      boolean useDictionary,
      int rowCount,
      int valueFrom,
      int valueTo) {
    Bounds bounds = Bounds.NONE;
    if (valueFrom < valueTo) {
      bounds =
          useDictionary
              ? values.bounds(dictionary, valueFrom, valueTo)
              : values.bounds(valueFrom, valueTo);
    }
    int valueCount = valueTo - valueFrom;
    statistics.addPage(valueCount, rowCount - valueCount, bounds);
  }

  /** Levels are in RLE, a dictionary in PLAIN. */
  private static List<Encoding> encodings(ParquetColumn column, boolean useDictionary) {
    List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN));
    if (column.field().nullable()) {
      encodings.add(Encoding.RLE);
    }
    if (useDictionary) {
      encodings.add(Encoding.RLE_DICTIONARY);
    }
    return encodings;
  }

  private static List<PageEncodingStats> encodingStats(Encoding encoding, int pageCount) {
    List<PageEncodingStats> stats = new ArrayList<>();
    if (encoding == Encoding.RLE_DICTIONARY) {
      stats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
    }
    stats.add(new PageEncodingStats(PageType.DATA_PAGE, encoding, pageCount));
    return stats;
  }
}
