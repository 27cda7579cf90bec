package io.pyforge.core.writer.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/** What is known about the values of a chunk's pages, one by one and together. */
final class ChunkStatistics {
  private static final ByteBuffer NO_BOUND = ByteBuffer.allocate(0);

  private record Page(int nullCount, boolean empty, Bounds bounds) {
    boolean lacksBounds() {
      return !empty && (bounds.min() == null || bounds.max() == null);
    }
  }

  private final PhysicalType physical;
  private final List<Page> pages = new ArrayList<>();

  ChunkStatistics(PhysicalType physical) {
    this.physical = physical;
  }

  /** Adds the next page. A page without values has no bounds. */
  void addPage(int valueCount, int nullCount, Bounds bounds) {
    pages.add(new Page(nullCount, valueCount == 0, bounds));
  }

  /** The statistics of the whole chunk. */
  Statistics chunk() {
    Statistics statistics = new Statistics();
    long nullCount = 0;
    byte[] min = null;
    byte[] max = null;
    boolean minExact = false;
    boolean maxExact = false;
    boolean unbounded = false;
    for (Page page : pages) {
      nullCount += page.nullCount;
      Bounds bounds = page.bounds;
      byte[] pageMin = bounds.min();
      if (pageMin != null) {
        int step = min == null ? -1 : physical.compareBounds(pageMin, min);
        // Of two equal bounds one may be a value, and the other one cut off.
        minExact =
            step < 0 ? bounds.minExact() : step == 0 ? minExact | bounds.minExact() : minExact;
        min = step < 0 ? pageMin : min;
      }
      byte[] pageMax = bounds.max();
      if (pageMax != null) {
        int step = max == null ? 1 : physical.compareBounds(pageMax, max);
        maxExact =
            step > 0 ? bounds.maxExact() : step == 0 ? maxExact | bounds.maxExact() : maxExact;
        max = step > 0 ? pageMax : max;
      }
      unbounded |= pageMin != null && pageMax == null;
    }
    statistics.setNull_count(nullCount);
    if (min != null) {
      statistics.setMin_value(min);
      statistics.setIs_min_value_exact(minExact);
    }
    if (max != null && !unbounded) {
      statistics.setMax_value(max);
      statistics.setIs_max_value_exact(maxExact);
    }
    return statistics;
  }

  /**
   * The column index, serialised; empty when a page with values has no bounds (only NaN, or text
   * that no short text is above), because an index could then not tell that page from others.
   */
  byte[] columnIndex() throws IOException {
    List<Boolean> nullPages = new ArrayList<>(pages.size());
    List<ByteBuffer> mins = new ArrayList<>(pages.size());
    List<ByteBuffer> maxs = new ArrayList<>(pages.size());
    List<Long> nullCounts = new ArrayList<>(pages.size());
    for (Page page : pages) {
      if (page.lacksBounds()) {
        return new byte[0];
      }
      nullPages.add(page.empty);
      mins.add(wrap(page.bounds.min()));
      maxs.add(wrap(page.bounds.max()));
      nullCounts.add((long) page.nullCount);
    }
    ColumnIndex index = new ColumnIndex(nullPages, mins, maxs, boundaryOrder());
    index.setNull_counts(nullCounts);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ThriftStream.write(index, bytes);
    return bytes.toByteArray();
  }

  private static ByteBuffer wrap(byte @Nullable [] bound) {
    return bound == null ? NO_BOUND : ByteBuffer.wrap(bound);
  }

  /** How bounds develop from page to page; pages without values do not count. */
  private BoundaryOrder boundaryOrder() {
    boolean ascending = true;
    boolean descending = true;
    byte[] lastMin = null;
    byte[] lastMax = null;
    for (Page page : pages) {
      byte[] min = page.bounds.min();
      byte[] max = page.bounds.max();
      if (min == null || max == null) {
        continue;
      }
      if (lastMin != null && lastMax != null) {
        int minStep = physical.compareBounds(lastMin, min);
        int maxStep = physical.compareBounds(lastMax, max);
        ascending &= minStep <= 0 && maxStep <= 0;
        descending &= minStep >= 0 && maxStep >= 0;
      }
      lastMin = min;
      lastMax = max;
    }
    return ascending
        ? BoundaryOrder.ASCENDING
        : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
  }
}
