package io.pyforge.core.reader.mdf;

import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Follows the system tables to the tables of the database. Two layouts are known: that of SQL
 * Server 2005, and that of 2008 and later. What kind of row is where in a record is written beside
 * each offset below; offsets are from the start of the record.
 */
final class CatalogReader {
  // The system tables, by their object ids.
  private static final int STORED_COLUMNS = 3; // sysrscols, from 2008 on
  private static final int ROWSET_COLUMNS = 4; // sysrowsetcolumns, 2005
  private static final int HOBT_COLUMNS = 13; // syshobtcolumns, 2005
  private static final int OBJECTS = 34; // sysschobjs
  private static final int COLUMNS = 41; // syscolpars
  private static final int NAMED_CLASSES = 64; // sysclsobjs

  /** The allocation unit of sysrowsets, the same in every database. */
  private static final long ROWSETS_UNIT = 0x50000;

  private static final int SYSTEM_SCHEMA = 4;
  private static final int SCHEMA_CLASS = 50;
  private static final int DROPPED = 0x02;
  private static final String USER_TABLE = "U ";
  private static final String SYSTEM_TABLE = "S ";
  private static final String INTERNAL_TABLE = "IT";

  private record CatalogObject(int id, int schema, String type, String name) {}

  /** What is done with a row of a system table. */
  private interface RowVisitor {
    void row(PageRows rows, int row) throws Damage;
  }

  private final PageCache pages;
  private final BootPage boot;
  private final ReadContext context;
  private final PageRows rows = new PageRows();
  private final Map<Long, List<AllocationUnit>> unitsByOwner = new HashMap<>();
  private final Map<Integer, List<Rowset>> rowsetsByObject = new HashMap<>();
  private final Map<Long, Map<Integer, StoredColumn>> placesByRowset = new HashMap<>();
  private final Map<Integer, Map<Integer, CatalogColumn>> columnsByObject = new HashMap<>();

  CatalogReader(PageCache pages, BootPage boot, ReadContext context) {
    this.pages = pages;
    this.boot = boot;
    this.context = context;
  }

  /**
   * The tables: those of the schema dbo first, then other schemas, then what belongs to the system;
   * within each by name.
   *
   * @param systemTables whether those that the database keeps about itself are wanted
   */
  List<CatalogTable> tables(boolean systemTables) throws IOException, Damage {
    PageAddress rowsets = allocationUnits();
    follow(
        rowsets,
        (r, i) -> {
          Rowset rowset = rowset(r, i);
          rowsetsByObject.computeIfAbsent(rowset.objectId(), k -> new ArrayList<>()).add(rowset);
        });
    if (hasTable(STORED_COLUMNS)) {
      storedColumns();
    } else {
      storedColumns2005();
    }
    List<CatalogObject> objects = new ArrayList<>();
    readTable(
        OBJECTS,
        (r, i) -> {
          int at = fixed(r, i, 19);
          String type = new String(r.bytes(), at + 17, 2, StandardCharsets.ISO_8859_1);
          if (type.equals(USER_TABLE)
              || systemTables && (type.equals(SYSTEM_TABLE) || type.equals(INTERNAL_TABLE))) {
            objects.add(
                new CatalogObject(
                    LittleEndian.i32(r.bytes(), at + 4),
                    LittleEndian.i32(r.bytes(), at + 8),
                    type,
                    name(r, i)));
          }
        });
    readTable(COLUMNS, this::column);
    Map<Integer, String> schemas = new HashMap<>();
    readTable(
        NAMED_CLASSES,
        (r, i) -> {
          int at = fixed(r, i, 9);
          if (r.bytes()[at + 4] == SCHEMA_CLASS) {
            schemas.put(LittleEndian.i32(r.bytes(), at + 5), name(r, i));
          }
        });
    List<CatalogTable> tables = new ArrayList<>();
    for (CatalogObject object : objects) {
      boolean system = !object.type.equals(USER_TABLE);
      List<Partition> partitions = partitions(object.id);
      if (object.schema == SYSTEM_SCHEMA && partitions.isEmpty()) {
        continue; // of the running server: those of trace events have no rows in any file
      }
      tables.add(
          new CatalogTable(
              schemas.getOrDefault(object.schema, "schema " + object.schema),
              object.name,
              system || object.schema == SYSTEM_SCHEMA,
              List.copyOf(columnsByObject.getOrDefault(object.id, Map.of()).values()),
              partitions));
    }
    tables.removeIf(table -> table.system() && !systemTables);
    tables.sort(
        Comparator.comparing(CatalogTable::system)
            .thenComparing(table -> !table.schema().equals("dbo"))
            .thenComparing(CatalogTable::schema)
            .thenComparing(CatalogTable::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(CatalogTable::name));
    return tables;
  }

  /** Reads sysallocunits; returns where sysrowsets begins. */
  private PageAddress allocationUnits() throws IOException, Damage {
    PageAddress first = boot.allocationUnits();
    List<PageAddress> rowsets = new ArrayList<>();
    try {
      follow(
          first,
          (r, i) -> {
            int at = fixed(r, i, 53);
            byte[] b = r.bytes();
            AllocationUnit unit =
                new AllocationUnit(
                    LittleEndian.i64(b, at + 4),
                    LittleEndian.u8(b, at + 12),
                    LittleEndian.i64(b, at + 13),
                    PageAddress.at(b, at + 27),
                    PageAddress.at(b, at + 39),
                    LittleEndian.i64(b, at + 45));
            unitsByOwner.computeIfAbsent(unit.owner(), k -> new ArrayList<>()).add(unit);
            if (unit.id() == ROWSETS_UNIT) {
              rowsets.add(unit.first());
            }
          });
    } catch (Damage e) {
      throw unitsByOwner.isEmpty() ? MdfFailures.unreadableCatalog(first, e) : e;
    }
    if (rowsets.isEmpty()) {
      throw MdfFailures.catalog("sysallocunits does not know sysrowsets");
    }
    return rowsets.get(0);
  }

  private static Rowset rowset(PageRows rows, int row) throws Damage {
    int at = fixed(rows, row, 39);
    byte[] b = rows.bytes();
    boolean compressible = rows.fixedEnd(row) - at > 39; // the column came with 2008
    return new Rowset(
        LittleEndian.i64(b, at + 4),
        LittleEndian.i32(b, at + 13),
        LittleEndian.i32(b, at + 17),
        LittleEndian.i32(b, at + 21),
        LittleEndian.i64(b, at + 31),
        compressible ? LittleEndian.u8(b, at + 39) : 0);
  }

  private void storedColumns() throws IOException, Damage {
    readTable(
        STORED_COLUMNS,
        (r, i) -> {
          int at = fixed(r, i, 54);
          byte[] b = r.bytes();
          if ((LittleEndian.i32(b, at + 40) & DROPPED) == 0) {
            // The upper halves of offset and null bit are those of index pages.
            place(
                LittleEndian.i64(b, at + 4),
                new StoredColumn(
                    LittleEndian.i32(b, at + 12),
                    LittleEndian.i16(b, at + 44),
                    LittleEndian.u16(b, at + 48),
                    LittleEndian.u8(b, at + 52)));
          }
        });
  }

  /** What is one table from 2008 on are two in 2005. */
  private void storedColumns2005() throws IOException, Damage {
    if (!hasTable(ROWSET_COLUMNS) || !hasTable(HOBT_COLUMNS)) {
      throw MdfFailures.catalog("it has no table of stored columns");
    }
    Map<Long, Map<Integer, StoredColumn>> hobts = new HashMap<>();
    readTable(
        HOBT_COLUMNS,
        (r, i) -> {
          int at = fixed(r, i, 41);
          byte[] b = r.bytes();
          int id = LittleEndian.i32(b, at + 12);
          hobts
              .computeIfAbsent(LittleEndian.i64(b, at + 4), k -> new HashMap<>())
              .put(
                  id,
                  new StoredColumn(
                      id,
                      LittleEndian.i16(b, at + 31),
                      LittleEndian.u16(b, at + 37),
                      LittleEndian.u8(b, at + 35)));
        });
    readTable(
        ROWSET_COLUMNS,
        (r, i) -> {
          int at = fixed(r, i, 24);
          byte[] b = r.bytes();
          long rowset = LittleEndian.i64(b, at + 4);
          StoredColumn stored =
              hobts.getOrDefault(rowset, Map.of()).get(LittleEndian.i32(b, at + 16));
          if (stored != null && (LittleEndian.i32(b, at + 20) & DROPPED) == 0) {
            place(
                rowset,
                new StoredColumn(
                    LittleEndian.i32(b, at + 12), stored.offset(), stored.nullBit(), stored.bit()));
          }
        });
  }

  private void place(long rowset, StoredColumn column) {
    placesByRowset.computeIfAbsent(rowset, k -> new HashMap<>()).put(column.columnId(), column);
  }

  private void column(PageRows rows, int row) throws Damage {
    int at = fixed(rows, row, 45);
    byte[] b = rows.bytes();
    if (LittleEndian.u16(b, at + 8) != 0) {
      return; // a parameter of a procedure
    }
    CatalogColumn column =
        new CatalogColumn(
            LittleEndian.i32(b, at + 10),
            name(rows, row),
            LittleEndian.u8(b, at + 14),
            LittleEndian.i16(b, at + 19),
            LittleEndian.u8(b, at + 21),
            LittleEndian.u8(b, at + 22),
            LittleEndian.i32(b, at + 23),
            LittleEndian.i32(b, at + 27));
    columnsByObject
        .computeIfAbsent(LittleEndian.i32(b, at + 4), k -> new TreeMap<>())
        .put(column.id(), column);
  }

  private List<Partition> partitions(int object) {
    List<Partition> partitions = new ArrayList<>();
    for (Rowset rowset : rowsetsByObject.getOrDefault(object, List.of())) {
      if (!rowset.holdsTable()) {
        continue;
      }
      List<AllocationUnit> units = unitsByOwner.getOrDefault(rowset.id(), List.of());
      partitions.add(
          new Partition(
              rowset,
              units.stream().filter(unit -> unit.type() == AllocationUnit.ROWS).toList(),
              placesByRowset.getOrDefault(rowset.id(), Map.of()),
              units.stream()
                  .anyMatch(
                      unit -> unit.type() != AllocationUnit.ROWS && !unit.firstIam().none())));
    }
    partitions.sort(
        Comparator.comparingInt((Partition p) -> p.rowset().partition())
            .thenComparingInt(p -> p.rowset().indexId())
            .thenComparingLong(p -> p.rowset().id()));
    return partitions;
  }

  private boolean hasTable(int object) {
    return rowsetsByObject.getOrDefault(object, List.of()).stream().anyMatch(Rowset::holdsTable);
  }

  /** Reads a system table of known layout. */
  private void readTable(int object, RowVisitor visitor) throws IOException, Damage {
    if (!hasTable(object)) {
      throw MdfFailures.catalog("it has no system table of id " + object);
    }
    for (Rowset rowset : rowsetsByObject.getOrDefault(object, List.of())) {
      for (AllocationUnit unit : unitsByOwner.getOrDefault(rowset.id(), List.of())) {
        if (rowset.holdsTable() && unit.type() == AllocationUnit.ROWS) {
          follow(unit.first(), visitor);
        }
      }
    }
  }

  /** Visits the rows of a chain of pages. */
  private void follow(PageAddress first, RowVisitor visitor) throws IOException, Damage {
    BitSet seen = new BitSet();
    PageAddress address = first;
    while (!address.none()) {
      context.checkCancelled();
      byte[] page = pages.page(address);
      if (seen.get(address.page())) {
        throw MdfFailures.corrupt(address.page(), "it comes twice in a chain of pages");
      }
      seen.set(address.page());
      int type = PageHeader.type(page, 0);
      if (type != PageHeader.DATA || PageHeader.level(page, 0) != 0) {
        throw MdfFailures.corrupt(
            address.page(), "it is of type " + type + ", among the rows of a system table");
      }
      rows.read(page, 0, address.page());
      for (int i = 0; i < rows.count(); i++) {
        visitor.row(rows, i);
      }
      address = PageHeader.next(page, 0);
    }
  }

  /** The start of a record whose fixed part must have so many bytes. */
  private static int fixed(PageRows rows, int row, int needed) throws Damage {
    int start = rows.start(row);
    int length = rows.fixedEnd(row) - start;
    if (length < needed) {
      throw rows.corruptRow(
          row, "a record of the catalog has " + length + " fixed bytes instead of " + needed);
    }
    return start;
  }

  /** The name that is the first variable value of a record. */
  private static String name(PageRows rows, int row) throws Damage {
    if (!rows.holds(row, 0)) {
      return "";
    }
    int start = rows.valueStart(row, 0);
    int length = rows.valueEnd(row, 0) - start;
    if (rows.isComplex(row, 0) || length % 2 != 0) {
      throw rows.corruptRow(row, "a name in the catalog is no text");
    }
    return new String(rows.bytes(), start, length, StandardCharsets.UTF_16LE);
  }
}
