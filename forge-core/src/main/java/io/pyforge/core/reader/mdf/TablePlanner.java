package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how a table of the catalog is read, and refuses what is stored in other ways. */
final class TablePlanner {
  private static final int COLUMN_STORE = 3;
  private static final int MAX_COLUMNS = 1024;
  private static final int MAX_SCALE_OF_TIME = 7;
  private static final int MAX_FIXED_BYTES = 8060;

  private final MdfOptions options;
  private final BootPage boot;

  TablePlanner(MdfOptions options, BootPage boot) {
    this.options = options;
    this.boot = boot;
  }

  /**
   * A table ready to be read.
   *
   * @throws Damage if it cannot be, with the reason
   */
  MdfTable plan(String name, CatalogTable table) throws Damage {
    if (table.partitions().isEmpty()) {
      throw MdfFailures.notOnPages();
    }
    for (Partition partition : table.partitions()) {
      checkStorage(partition);
    }
    if (table.columns().size() > MAX_COLUMNS) {
      throw MdfFailures.catalog(
          "the table has "
              + table.columns().size()
              + " columns, and no table without sparse columns has more than "
              + MAX_COLUMNS);
    }
    List<TableColumn> columns = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (CatalogColumn column : table.columns()) {
      if (isStored(column, table.partitions())) {
        TableColumn planned = plan(column, table.partitions());
        columns.add(planned);
        tell(name, planned, notices);
      } else {
        notices.add(
            new Notice(
                "column-left-out",
                "table "
                    + name
                    + ", column "
                    + column.name()
                    + ": its values are computed when they are asked for, and not in the file"));
      }
    }
    if (columns.isEmpty()) {
      throw MdfFailures.catalog("the table has no columns");
    }
    return new MdfTable(
        name, table.rowCount(), columns, table.partitions(), notices, options.maxValueBytes());
  }

  private static void checkStorage(Partition partition) throws Damage {
    int compression = partition.rowset().compression();
    for (AllocationUnit unit : partition.units()) {
      for (PageAddress address : List.of(unit.first(), unit.firstIam())) {
        if (!address.none() && address.file() != PageAddress.PRIMARY) {
          throw MdfFailures.otherDataFile(address);
        }
      }
    }
    if (compression >= COLUMN_STORE || compression > 0 && partition.hasPages()) {
      throw MdfFailures.compressed(compression);
    }
  }

  /** A column that no partition has a place for is computed, unless it says that it is not. */
  private static boolean isStored(CatalogColumn column, List<Partition> partitions) {
    return !column.computed()
        || partitions.stream().anyMatch(p -> p.columns().containsKey(column.id()));
  }

  private TableColumn plan(CatalogColumn column, List<Partition> partitions) throws Damage {
    SqlType type = SqlType.of(column.type());
    if (type == null) {
      throw MdfFailures.unsupportedColumn(
          column.name(), "is of type " + column.type() + ", which is not known");
    }
    checkShape(column, type);
    for (Partition partition : partitions) {
      StoredColumn stored = partition.columns().get(column.id());
      if (stored == null) {
        throw MdfFailures.unsupportedColumn(column.name(), "has no place in the rows");
      }
      if (partition.hasPages()) {
        checkPlace(column, type, stored);
      }
    }
    ColumnType output = type.output(column.precision(), column.scale());
    int precision =
        output instanceof ColumnType.Decimal decimal ? decimal.precision() : column.precision();
    return new TableColumn(
        column.id(),
        column.name(),
        type,
        type.fixedBytes(column),
        precision,
        column.scale(),
        column.nullable(),
        codePage(column, type),
        output);
  }

  private static void checkShape(CatalogColumn column, SqlType type) throws Damage {
    boolean right =
        switch (type) {
          case DECIMAL, NUMERIC ->
              column.precision() >= 1
                  && column.precision() <= ColumnType.Decimal.MAX_PRECISION
                  && column.scale() <= column.precision();
          case TIME, DATETIME2, DATETIMEOFFSET -> column.scale() <= MAX_SCALE_OF_TIME;
          default -> true;
        };
    if (!right) {
      throw MdfFailures.unsupportedColumn(
          column.name(),
          "has a precision of " + column.precision() + " and a scale of " + column.scale());
    }
  }

  private static void checkPlace(CatalogColumn column, SqlType type, StoredColumn stored)
      throws Damage {
    if (column.sparse() || stored.offset() == 0) {
      throw MdfFailures.unsupportedColumn(column.name(), "is sparse, and not in the rows");
    }
    boolean ofAnyLength = type.codePageText() || type.unicodeText() || type.bytes();
    boolean variable = ofAnyLength || type == SqlType.SQL_VARIANT;
    if (!stored.fixed() && !variable) {
      throw MdfFailures.unsupportedColumn(
          column.name(),
          type == SqlType.DECIMAL || type == SqlType.NUMERIC
              ? "is stored as vardecimal, which is not read"
              : "is of fixed length, and not stored so");
    }
    int bytes = type.fixedBytes(column);
    if (stored.fixed() && (bytes <= 0 || bytes > MAX_FIXED_BYTES)) {
      throw MdfFailures.unsupportedColumn(column.name(), "has a fixed length of " + bytes);
    }
  }

  private @Nullable CodePage codePage(CatalogColumn column, SqlType type) {
    if (!type.codePageText() && type != SqlType.SQL_VARIANT) {
      return null;
    }
    int named = column.collation() == 0 ? boot.collation() : column.collation();
    int collation =
        boot.version() < ServerVersion.FIRST_WITH_UTF8 ? CodePage.withoutUtf8(named) : named;
    return options.codePage().orElseGet(() -> CodePage.ofCollation(collation));
  }

  private static void tell(String table, TableColumn column, List<Notice> notices) {
    String place = "table " + table + ", column " + column.name() + ": ";
    switch (column.type()) {
      case XML ->
          notices.add(
              new Notice(
                  "xml-as-bytes",
                  place + "xml is stored in a binary form, and written as these bytes"));
      case SQL_VARIANT ->
          notices.add(
              new Notice(
                  "variant-as-text",
                  place + "the values of sql_variant are of several types, and written as text"));
      default -> {
        // Becomes what it is.
      }
    }
  }
}
