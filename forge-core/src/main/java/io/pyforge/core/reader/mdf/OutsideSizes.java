package io.pyforge.core.reader.mdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many bytes of a row are on other pages. */
final class OutsideSizes {
  private record Place(TableColumn column, StoredColumn stored) {}

  private final OutsideValues outside;
  private final List<Place> places = new ArrayList<>();

  OutsideSizes(
      PageCache cache, List<TableColumn> columns, Partition partition, long maxValueBytes) {
    outside = new OutsideValues(new LobReader(cache), partition.outside(), maxValueBytes);
    for (TableColumn column : columns) {
      StoredColumn stored = partition.columns().get(column.id());
      if (stored != null && !stored.fixed() && column.type().mayBeOutside()) {
        places.add(new Place(column, stored));
      }
    }
  }

  long of(PageRows rows, int row) throws IOException, Damage {
    long sum = 0;
    for (Place place : places) {
      int value = place.stored.value();
      int nullBit = place.stored.nullBit();
      boolean isNull = nullBit > 0 && nullBit <= rows.columns(row) && rows.isNull(row, nullBit);
      if (!isNull && rows.holds(row, value) && rows.isComplex(row, value)) {
        int start = rows.valueStart(row, value);
        int length = rows.valueEnd(row, value) - start;
        sum += Math.max(0, outside.size(place.column, rows, row, start, length));
      }
    }
    return sum;
  }
}
