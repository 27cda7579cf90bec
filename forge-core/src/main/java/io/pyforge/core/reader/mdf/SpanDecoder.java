package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;
import java.io.IOException;
import java.util.Arrays;

/**
 * A column of text or bytes. What can stay as it is on the page becomes a span of it; what cannot,
 * because it is in another encoding or on other pages, is written behind the pages.
 */
abstract class SpanDecoder extends ColumnDecoder {
  /** Stands for the span of a value that turned out null. */
  private static final long NULL = -1;

  private final BytesVector vector;
  private final OutsideValues outside;

  SpanDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    this.vector = vector;
    outside = piece.outside();
  }

  @Override
  final void decode() throws IOException, Damage {
    int rows = memory.rows.count();
    int[] at = memory.starts(rows);
    int[] lengths = memory.lengths(rows);
    int first = vector.valueCount();
    int count;
    if (place.fixed()) {
      count = locateFixed(at);
      Arrays.fill(lengths, 0, count, column.fixedBytes());
    } else {
      count = locateVariable(at, lengths);
    }
    long[] spans = vector.spans();
    int nulls = 0;
    for (int i = 0; i < count; i++) {
      if (lengths[i] >= 0) {
        spans[first + i] = inRow(i, at[i], lengths[i]);
      } else {
        spans[first + i] = fromOutside(i, at[i], ~lengths[i]);
      }
      nulls += spans[first + i] == NULL ? 1 : 0;
    }
    if (nulls > 0) {
      takeOut(first, count, nulls);
    }
  }

  private long fromOutside(int value, int at, int length) throws IOException, Damage {
    PageRows rows = memory.rows;
    int row = rowOf(value);
    long size = outside.size(column, rows, row, at, length);
    if (size == LobReader.NULL) {
      if (!column.nullable()) {
        throw rows.corruptRow(row, "column " + column.name() + " must not be null, and is");
      }
      return NULL;
    }
    byte[] scratch = memory.scratch((int) size + BytesVector.PADDING);
    outside.read(column, rows, row, at, length, size, scratch, 0);
    return fromScratch(value, scratch, (int) size);
  }

  /** The span of a value on the page. */
  abstract long inRow(int value, int at, int length) throws Damage;

  /** The span of a value that was fetched; the array is used again for the next one. */
  abstract long fromScratch(int value, byte[] scratch, int length) throws Damage;

  /** Ends a value that starts at the memory's end; returns its span. */
  final long written(int end) {
    int start = memory.end();
    memory.setEnd(end);
    return BytesVector.span(start, end - start);
  }

  /** Makes nulls of values that turned out to be. */
  private void takeOut(int first, int count, int nulls) {
    byte[] presence = vector.presence();
    long[] spans = vector.spans();
    int row = vector.rowCount() - memory.rows.count();
    int kept = first;
    int value = first;
    while (value < first + count) {
      if (presence[row] != 0) {
        if (spans[value] == NULL) {
          presence[row] = 0;
        } else {
          spans[kept++] = spans[value];
        }
        value++;
      }
      row++;
    }
    vector.added(0, -nulls);
  }
}
