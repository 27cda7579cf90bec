package io.pyforge.core.reader.excel;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes that the texts of one batch point into, for all its text columns. A shared text is in
 * it once, however many cells refer to it.
 */
final class TableText {
  /** Shared texts up to which their places in the batch are remembered. */
  private static final int MAX_REMEMBERED = 8_000_000;

  private final SharedStrings strings;
  private final int[] places;
  private int[] placed = new int[1024];
  private int placedCount;
  private TextBytes bytes = new TextBytes();

  TableText(SharedStrings strings) {
    this.strings = strings;
    places = new int[strings.count() <= MAX_REMEMBERED ? strings.count() : 0];
    Arrays.fill(places, -1);
  }

  /** The texts that cells refer to. */
  SharedStrings strings() {
    return strings;
  }

  /** Starts a batch. */
  void begin(RecordBatch batch) {
    bytes = batch.attachment() instanceof TextBytes known ? known : new TextBytes();
    bytes.length = 0;
    batch.attach(bytes);
    for (int i = 0; i < placedCount; i++) {
      places[placed[i]] = -1;
    }
    placedCount = 0;
  }

  /** Bytes of the batch so far. */
  int length() {
    return bytes.length;
  }

  /** Adds a cell's text to a column. */
  void append(SheetRow row, int cell, BytesVector vector) throws IOException {
    if (row.kinds[cell] == CellKind.SHARED) {
      appendShared((int) row.values[cell], vector);
      return;
    }
    int from = bytes.length;
    CellTexts.append(row, cell, strings, bytes);
    vector.appendSpan(from, bytes.length - from);
  }

  private void appendShared(int index, BytesVector vector) throws IOException {
    int length = strings.length(index);
    if (places.length == 0) {
      int from = bytes.length;
      strings.append(index, bytes);
      vector.appendSpan(from, length);
      return;
    }
    int from = places[index];
    if (from < 0) {
      from = bytes.length;
      strings.append(index, bytes);
      places[index] = from;
      if (placedCount == placed.length) {
        placed = Arrays.copyOf(placed, placedCount * 2);
      }
      placed[placedCount++] = index;
    }
    vector.appendSpan(from, length);
  }

  /** Adds a text to a column. */
  void append(byte[] utf8, BytesVector vector) {
    int from = bytes.length;
    bytes.append(utf8, 0, utf8.length);
    vector.appendSpan(from, utf8.length);
  }

  /** Points the text columns of the batch at the bytes. */
  void end(RecordBatch batch) {
    bytes.reserve(BytesVector.PADDING);
    for (int i = 0; i < batch.schema().width(); i++) {
      if (batch.vector(i) instanceof BytesVector vector) {
        vector.attach(bytes.bytes);
      }
    }
  }
}
