package io.pyforge.core.reader.mdf.testing;

import static io.pyforge.core.reader.mdf.testing.MdfColumn.bigint;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.binary;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.character;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.datetime;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.integer;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.nvarchar;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.smallint;
import static io.pyforge.core.reader.mdf.testing.MdfColumn.tinyint;

import io.pyforge.core.reader.mdf.testing.PageImage.Protection;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data file that is being written: tables first, then the catalog and the pages that everything
 * is found from. What is written is what a reader needs; a server would want more.
 */
public final class MdfImage {
  private static final int ROWS = 1;
  private static final int LOBS = 2;
  private static final int SYSTEM_SCHEMA = 4;
  private static final int FIRST_OBJECT = 245_575_913;
  private static final LocalDateTime CREATED = LocalDateTime.of(2024, 3, 15, 12, 0);
  private static final int NOT_NULL = 0x80;
  private static final int DROPPED = 0x02;

  private final int version;
  private final Protection protection;
  private final PageStore store;
  private final Space space;
  private final Map<String, Integer> schemas = new LinkedHashMap<>(Map.of("dbo", 1));
  private final List<MdfTableImage> tables = new ArrayList<>();
  private int nextUnit = 256;

  private MdfImage(int version, Protection protection, PageStore store) {
    this.version = version;
    this.protection = protection;
    this.store = store;
    space = new Space(store, protection);
    schemas.put("sys", SYSTEM_SCHEMA);
  }

  /**
   * A small one in memory.
   *
   * @param version of its layout: 611 for 2005, 852 for 2016
   */
  public static MdfImage of(int version, Protection protection) {
    return new MdfImage(version, protection, new PageStore.Memory());
  }

  /** One of 2016 with checksums. */
  public static MdfImage of() {
    return of(852, Protection.CHECKSUM);
  }

  /** One of any size. */
  public static MdfImage in(FileChannel channel) {
    return new MdfImage(852, Protection.CHECKSUM, PageStore.in(channel));
  }

  /** A heap of the schema dbo, to be filled with rows. */
  public MdfTableImage table(String name, MdfColumn... columns) {
    return table("dbo", name, columns);
  }

  /** A heap, to be filled with rows. */
  public MdfTableImage table(String schema, String name, MdfColumn... columns) {
    schemas.putIfAbsent(schema, schemas.size() + SYSTEM_SCHEMA + 1);
    MdfTableImage table =
        table(FIRST_OBJECT + tables.size() * 16, schema, name, "U ", true, List.of(columns), true);
    tables.add(table);
    return table;
  }

  /** A table that the catalog names and that has no rowset, as memory-optimized ones. */
  public void tableWithoutPages(String name) {
    tables.add(
        new MdfTableImage(
            FIRST_OBJECT + tables.size() * 16, "dbo", name, "U ", true, List.of(), null, null));
  }

  private MdfTableImage table(
      int id,
      String schema,
      String name,
      String type,
      boolean heap,
      List<MdfColumn> columns,
      boolean mixed) {
    long unit = id < 100 ? (long) id << 16 : (long) nextUnit++ << 48;
    UnitImage rows = new UnitImage(space, unit, ROWS, unit, PageImage.DATA, mixed);
    boolean outside = columns.stream().anyMatch(MdfColumn::variable) && id >= 100;
    LobPages lobs =
        outside
            ? new LobPages(new UnitImage(space, unit + 1, LOBS, unit, PageImage.LOB, mixed))
            : null;
    return new MdfTableImage(id, schema, name, type, heap, columns, rows, lobs);
  }

  private MdfTableImage system(int id, String name, MdfColumn... columns) {
    List<MdfColumn> notNull = new ArrayList<>();
    for (MdfColumn column : columns) {
      notNull.add(column.notNull());
    }
    return table(id, "sys", name, "S ", false, notNull, true);
  }

  /** Writes what is left; returns the file if it is in memory. */
  public byte[] finish() {
    MdfTableImage units =
        system(
            7,
            "sysallocunits",
            bigint("auid"),
            tinyint("type"),
            bigint("ownerid"),
            integer("status"),
            smallint("fgid"),
            binary("pgfirst", 6),
            binary("pgroot", 6),
            binary("pgfirstiam", 6),
            bigint("pcused"),
            bigint("pcdata"),
            bigint("pcreserved"));
    MdfTableImage rowsets =
        system(
            5,
            "sysrowsets",
            bigint("rowsetid"),
            tinyint("ownertype"),
            integer("idmajor"),
            integer("idminor"),
            integer("numpart"),
            integer("status"),
            smallint("fgidfs"),
            bigint("rcrows"),
            tinyint("cmprlevel"),
            tinyint("fillfact"),
            smallint("maxnullbit"),
            integer("maxleaf"),
            smallint("maxint"),
            smallint("minleaf"),
            smallint("minint"));
    MdfTableImage objects =
        system(
            34,
            "sysschobjs",
            integer("id"),
            integer("nsid"),
            tinyint("nsclass"),
            integer("status"),
            character("type", 2, MdfColumn.LATIN1),
            integer("pid"),
            tinyint("pclass"),
            integer("intprop"),
            datetime("created"),
            datetime("modified"),
            nvarchar("name", 128));
    MdfTableImage columns =
        system(
            41,
            "syscolpars",
            integer("id"),
            smallint("number"),
            integer("colid"),
            tinyint("xtype"),
            integer("utype"),
            smallint("length"),
            tinyint("prec"),
            tinyint("scale"),
            integer("collationid"),
            integer("status"),
            smallint("maxinrow"),
            integer("xmlns"),
            integer("dflt"),
            integer("chk"),
            nvarchar("name", 128));
    MdfTableImage classes =
        system(64, "sysclsobjs", tinyint("class"), integer("id"), nvarchar("name", 128));
    List<MdfTableImage> all = new ArrayList<>(tables);
    all.addAll(List.of(units, rowsets, objects, columns, classes));
    if (version >= 650) {
      storedColumns(all);
    } else {
      storedColumns2005(all);
    }
    schemas.forEach((name, id) -> classes.row(50, id, name));
    for (MdfTableImage table : all) {
      objects.row(
          table.id(),
          schemas.get(table.schema()),
          0,
          0,
          table.type(),
          0,
          1,
          0,
          CREATED,
          CREATED,
          table.name());
      int id = 0;
      for (MdfColumn column : table.columns()) {
        if (!column.dropped()) {
          int status = (column.nullable() ? 0 : 1) | (column.computed() ? 0x10 : 0);
          columns.row(
              table.id(),
              0,
              ++id,
              column.type(),
              column.type(),
              column.length(),
              column.precision(),
              column.scale(),
              column.collation(),
              status,
              0,
              0,
              0,
              0,
              column.name());
        }
      }
    }
    all.removeIf(table -> table.rows() == null);
    for (MdfTableImage table : all) {
      long rows =
          table == rowsets ? all.size() : table == units ? units(all).size() : table.rowCount();
      rowset(rowsets, table, rows);
    }
    for (MdfTableImage table : all) {
      if (table != units) {
        table.rows().finish();
      }
    }
    for (UnitImage unit : units(all)) {
      units.row(
          unit.id(),
          unit.type(),
          unit.owner(),
          0,
          1,
          UnitImage.address(unit.first()),
          UnitImage.address(0),
          UnitImage.address(unit.iam()),
          (long) unit.used(),
          (long) unit.used(),
          (long) unit.used());
      if (unit.type() == LOBS) {
        unit.finish();
      }
    }
    units.rows().finish();
    boot(units.rows().first());
    space.finish();
    return store instanceof PageStore.Memory memory ? memory.file(space.pageCount()) : new byte[0];
  }

  private static List<UnitImage> units(List<MdfTableImage> tables) {
    List<UnitImage> units = new ArrayList<>();
    for (MdfTableImage table : tables) {
      units.add(table.rows());
      if (table.lobs() != null && !table.lobs().empty()) {
        units.add(table.lobs().unit());
      }
    }
    return units;
  }

  private static void rowset(MdfTableImage rowsets, MdfTableImage table, long rows) {
    rowsets.row(
        table.rows().id(),
        1,
        table.id(),
        table.heap() ? 0 : 1,
        1,
        0,
        0,
        rows,
        table.compression(),
        0,
        0,
        0,
        0,
        0,
        0);
  }

  private void storedColumns(List<MdfTableImage> all) {
    MdfTableImage stored =
        system(
            3,
            "sysrscols",
            bigint("rsid"),
            integer("rscolid"),
            integer("hbcolid"),
            bigint("rcmodified"),
            integer("ti"),
            integer("cid"),
            smallint("ordkey"),
            smallint("maxinrowlen"),
            integer("status"),
            integer("offset"),
            integer("nullbit"),
            smallint("bitpos"));
    all.add(stored);
    for (MdfTableImage table : all) {
      for (MdfTableImage.Place place : table.places()) {
        MdfColumn column = place.column();
        int status = (column.nullable() ? 0 : NOT_NULL) | (column.dropped() ? DROPPED : 0);
        stored.row(
            table.rows().id(),
            place.id(),
            place.nullBit(),
            0L,
            column.type() | (column.length() & 0xffff) << 8,
            column.collation(),
            0,
            0,
            status,
            place.offset() & 0xffff | 0x20000,
            place.nullBit() | 0x10000,
            place.bit());
      }
    }
  }

  private void storedColumns2005(List<MdfTableImage> all) {
    MdfTableImage ofRowsets =
        system(
            4,
            "sysrowsetcolumns",
            bigint("rowsetid"),
            integer("rowsetcolid"),
            integer("hobtcolid"),
            integer("status"),
            bigint("rcmodified"),
            smallint("maxinrowlen"));
    MdfTableImage ofHobts =
        system(
            13,
            "syshobtcolumns",
            bigint("hobtid"),
            integer("hobtcolumnid"),
            integer("status"),
            smallint("ordkey"),
            tinyint("xtype"),
            smallint("length"),
            tinyint("prec"),
            tinyint("scale"),
            integer("collationid"),
            smallint("offsetleaf"),
            smallint("offsetint"),
            tinyint("bitposleaf"),
            tinyint("bitposint"),
            smallint("nullbitleaf"),
            smallint("nullbitint"));
    all.add(ofRowsets);
    all.add(ofHobts);
    for (MdfTableImage table : all) {
      for (MdfTableImage.Place place : table.places()) {
        MdfColumn column = place.column();
        int status = column.dropped() ? DROPPED : 0;
        int hobtColumn = 100 + place.nullBit();
        ofRowsets.row(table.rows().id(), place.id(), hobtColumn, status, 0L, 0);
        ofHobts.row(
            table.rows().id(),
            hobtColumn,
            status,
            0,
            column.type(),
            column.length(),
            column.precision(),
            column.scale(),
            column.collation(),
            place.offset(),
            0,
            place.bit(),
            0,
            place.nullBit(),
            0);
      }
    }
  }

  private void boot(int firstUnits) {
    space.put(new PageImage(0, 15));
    PageImage boot = new PageImage(9, 13);
    byte[] record = new byte[1524];
    System.arraycopy(SqlValue.little(2, version), 0, record, 4, 2);
    System.arraycopy(SqlValue.little(2, version), 0, record, 6, 2);
    String name = "Fixture" + "\u2020".repeat(121);
    System.arraycopy(name.getBytes(StandardCharsets.UTF_16LE), 0, record, 52, 256);
    System.arraycopy(SqlValue.little(4, MdfColumn.LATIN1), 0, record, 392, 4);
    System.arraycopy(UnitImage.address(firstUnits), 0, record, 516, 6);
    boot.add(record);
    space.put(boot);
  }

  /** How its pages are protected. */
  public Protection protection() {
    return protection;
  }
}
