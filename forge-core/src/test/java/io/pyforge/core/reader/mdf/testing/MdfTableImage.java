package io.pyforge.core.reader.mdf.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table that is being written. Rows go into the file at once. */
public final class MdfTableImage {
  /**
   * @param offset as sysrscols tells it
   */
  record Place(MdfColumn column, int id, int offset, int nullBit, int bit) {}

  static final int FIRST_DROPPED = 67_108_865;

  private static final int HAS_NULLS = 0x10;
  private static final int HAS_VARIABLES = 0x20;
  private static final int VERSIONED = 0x40;
  private static final int FORWARDED = 1 << 1;
  private static final int GHOST = 6 << 1;
  private static final int STUB = 2 << 1;
  private static final int COMPLEX = 0x8000;

  private final int id;
  private final String schema;
  private final String name;
  private final String type;
  private final boolean heap;
  private final List<MdfColumn> columns;
  private final List<Place> places = new ArrayList<>();
  private final UnitImage rows;
  private final LobPages lobs;
  private final int fixedEnd;
  private long rowCount;
  private int compression;

  MdfTableImage(
      int id,
      String schema,
      String name,
      String type,
      boolean heap,
      List<MdfColumn> columns,
      UnitImage rows,
      LobPages lobs) {
    this.id = id;
    this.schema = schema;
    this.name = name;
    this.type = type;
    this.heap = heap;
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.lobs = lobs;
    int offset = 4;
    int variable = 0;
    int columnId = 0;
    int nullBit = 0;
    int dropped = 0;
    int bits = 0;
    int bitByte = 0;
    for (MdfColumn column : columns) {
      int number = column.dropped() ? FIRST_DROPPED + dropped++ : ++columnId;
      if (column.computed()) {
        continue;
      }
      nullBit++;
      if (column.isBit()) {
        if (bits % 8 == 0) {
          bitByte = offset++;
        }
        places.add(new Place(column, number, bitByte, nullBit, bits++ % 8));
      } else if (column.variable()) {
        places.add(new Place(column, number, - ++variable, nullBit, 0));
      } else {
        places.add(new Place(column, number, offset, nullBit, 0));
        offset += column.length();
      }
    }
    fixedEnd = offset;
  }

  int id() {
    return id;
  }

  String schema() {
    return schema;
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  boolean heap() {
    return heap;
  }

  List<MdfColumn> columns() {
    return columns;
  }

  List<Place> places() {
    return places;
  }

  UnitImage rows() {
    return rows;
  }

  LobPages lobs() {
    return lobs;
  }

  long rowCount() {
    return rowCount;
  }

  int compression() {
    return compression;
  }

  /** The page that the next row goes to, if it has room. */
  public int page() {
    return rows.page().number();
  }

  /** The page that lists its pages. */
  public int iamPage() {
    return rows.iam();
  }

  /** Says that the rows are compressed, which they are not. */
  public MdfTableImage claimCompression(int level) {
    compression = level;
    return this;
  }

  /** Lets the catalog count more rows than there are, or fewer. */
  public MdfTableImage miscount(int difference) {
    rowCount += difference;
    return this;
  }

  /** Adds a row: a value for each stored column. */
  public MdfTableImage row(Object... values) {
    rowCount++;
    rows.add(record(0, places.size(), values));
    return this;
  }

  /** Adds a row from before the last columns were added. */
  public MdfTableImage oldRow(Object... values) {
    rowCount++;
    rows.add(record(0, values.length, values));
    return this;
  }

  /** Adds a row that was deleted and is still there. */
  public MdfTableImage ghost(Object... values) {
    rows.add(record(GHOST, places.size(), values));
    return this;
  }

  /** Adds the slot of a row that was deleted and is gone. */
  public MdfTableImage emptySlot() {
    return slotAt(0);
  }

  /** Adds a slot that points to any byte of the page. */
  public MdfTableImage slotAt(int offset) {
    rows.page().addSlot(offset);
    return this;
  }

  /** Adds a row that has grown: a stub where it was, and the row on the next page. */
  public MdfTableImage forwarded(Object... values) {
    rowCount++;
    rows.add(new byte[] {STUB, 1, 0, 0, 0, 1, 0, 0, 0});
    rows.turn();
    rows.add(record(FORWARDED, places.size(), values));
    return this;
  }

  /** Adds a row with the 14 bytes of row versioning behind it. */
  public MdfTableImage versioned(Object... values) {
    rowCount++;
    byte[] record = record(VERSIONED, places.size(), values);
    rows.add(Arrays.copyOf(record, record.length + 14));
    return this;
  }

  /** Adds any bytes as a record. */
  public MdfTableImage rawRecord(byte[] record) {
    rowCount++;
    rows.add(record);
    return this;
  }

  /** Writes a value that no row has; returns the pointer to it. */
  public byte[] pointerTo(Outside value) {
    return lobs.write(value);
  }

  /** Writes a value that contains itself; returns the pointer to it. */
  public byte[] pointerToLoop() {
    return lobs.writeLoop();
  }

  /** Goes on with a new page. */
  public MdfTableImage newPage() {
    rows.turn();
    return this;
  }

  private byte[] record(int tag, int columnCount, Object[] values) {
    if (values.length != columnCount) {
      throw new IllegalArgumentException(columnCount + " columns, " + values.length + " values");
    }
    byte[] fixed = new byte[fixedEnd];
    byte[] nulls = new byte[(columnCount + 7) / 8];
    List<byte[]> variable = new ArrayList<>();
    List<Boolean> complex = new ArrayList<>();
    for (int i = 0; i < columnCount; i++) {
      Place place = places.get(i);
      Object value = values[i];
      if (value == null) {
        nulls[i / 8] |= (byte) (1 << i % 8);
      }
      if (place.offset < 0) {
        boolean outside = value instanceof Outside;
        complex.add(outside);
        variable.add(
            value == null
                ? new byte[0]
                : value instanceof Outside out
                    ? lobs.write(out)
                    : SqlValue.of(place.column, value));
      } else if (value != null && place.column.isBit()) {
        fixed[place.offset] |= (byte) (SqlValue.of(place.column, value)[0] << place.bit);
      } else if (value != null) {
        byte[] bytes = SqlValue.of(place.column, value);
        System.arraycopy(bytes, 0, fixed, place.offset, bytes.length);
      }
    }
    if (tag == FORWARDED) {
      variable.add(SqlValue.joined(SqlValue.little(2, 0x0400), new byte[8]));
      complex.add(true);
    }
    while (!variable.isEmpty() && variable.get(variable.size() - 1).length == 0) {
      variable.remove(variable.size() - 1); // trailing empty values are not stored
    }
    fixed[0] = (byte) (tag | HAS_NULLS | (variable.isEmpty() ? 0 : HAS_VARIABLES));
    fixed[2] = (byte) fixedEnd;
    fixed[3] = (byte) (fixedEnd >> 8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(fixed);
    out.writeBytes(SqlValue.little(2, columnCount));
    out.writeBytes(nulls);
    if (!variable.isEmpty()) {
      out.writeBytes(SqlValue.little(2, variable.size()));
      int end = out.size() + 2 * variable.size();
      for (int i = 0; i < variable.size(); i++) {
        end += variable.get(i).length;
        out.writeBytes(SqlValue.little(2, complex.get(i) ? end | COMPLEX : end));
      }
      variable.forEach(out::writeBytes);
    }
    return out.toByteArray();
  }
}
