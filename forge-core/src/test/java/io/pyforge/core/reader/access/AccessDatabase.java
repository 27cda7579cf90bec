package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.ColumnBuilder;
import com.healthmarketscience.jackcess.DataType;
import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Database.FileFormat;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.DateTimeType;
import com.healthmarketscience.jackcess.IndexBuilder;
import com.healthmarketscience.jackcess.RelationshipBuilder;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;

/** Makes databases with Jackcess. */
final class AccessDatabase {
  private AccessDatabase() {}

  /** An empty one. */
  static Database create(Path file, FileFormat format) throws IOException {
    Database database = new DatabaseBuilder(file).setFileFormat(format).create();
    database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
    return database;
  }

  /** A table with a column of every type that the format has, a row of values, and one of nulls. */
  static void addEveryType(Database database, boolean newest) throws IOException {
    TableBuilder builder =
        new TableBuilder("Every Type")
            .addColumn(new ColumnBuilder("Id", DataType.LONG).setAutoNumber(true))
            .addColumn(new ColumnBuilder("YesNo", DataType.BOOLEAN))
            .addColumn(new ColumnBuilder("Byte", DataType.BYTE))
            .addColumn(new ColumnBuilder("Int", DataType.INT))
            .addColumn(new ColumnBuilder("Long", DataType.LONG))
            .addColumn(new ColumnBuilder("Single", DataType.FLOAT))
            .addColumn(new ColumnBuilder("Double", DataType.DOUBLE))
            .addColumn(new ColumnBuilder("Money", DataType.MONEY))
            .addColumn(new ColumnBuilder("Decimal", DataType.NUMERIC).setPrecision(28).setScale(10))
            .addColumn(new ColumnBuilder("When", DataType.SHORT_DATE_TIME))
            .addColumn(new ColumnBuilder("Text", DataType.TEXT).setLengthInUnits(50))
            .addColumn(new ColumnBuilder("Memo", DataType.MEMO))
            .addColumn(new ColumnBuilder("Guid", DataType.GUID))
            .addColumn(new ColumnBuilder("Bytes", DataType.BINARY).setLength(20))
            .addColumn(new ColumnBuilder("Ole", DataType.OLE));
    if (newest) {
      builder.addColumn(new ColumnBuilder("Big", DataType.BIG_INT));
      builder.addColumn(new ColumnBuilder("Extended", DataType.EXT_DATE_TIME));
    }
    Table table = builder.toTable(database);
    Object[] values = {
      null,
      true,
      (byte) 200,
      (short) -32768,
      Integer.MAX_VALUE,
      1.1f,
      0.1,
      new BigDecimal("-922337203685477.5808"),
      new BigDecimal("123456789012345678.0123456789"),
      LocalDateTime.of(1899, 12, 30, 14, 30, 5),
      "Z\u00FCrich \uD83D\uDE00",
      "first\r\nsecond",
      "{6B29FC40-CA47-1067-B31D-00DD010662DA}",
      new byte[] {0, 1, (byte) 0xFF},
      "ole".getBytes(StandardCharsets.US_ASCII)
    };
    if (newest) {
      values = java.util.Arrays.copyOf(values, values.length + 2);
      values[values.length - 2] = Long.MIN_VALUE;
      values[values.length - 1] = LocalDateTime.of(2024, 3, 15, 14, 30, 5, 123_456_000);
    }
    table.addRow(values);
    table.addRow(new Object[values.length]);
  }

  /** Customers and their orders: a key each, an index, a relationship, and a table without rows. */
  static void addShop(Database database) throws IOException {
    Table customers =
        new TableBuilder("Customers")
            .addColumn(new ColumnBuilder("Id", DataType.LONG))
            .addColumn(new ColumnBuilder("Name", DataType.TEXT))
            .addIndex(
                new IndexBuilder(IndexBuilder.PRIMARY_KEY_NAME).addColumns("Id").setPrimaryKey())
            .toTable(database);
    Table orders =
        new TableBuilder("Orders")
            .addColumn(new ColumnBuilder("Id", DataType.LONG))
            .addColumn(new ColumnBuilder("Customer", DataType.LONG))
            .addColumn(new ColumnBuilder("Total", DataType.MONEY))
            .addIndex(
                new IndexBuilder(IndexBuilder.PRIMARY_KEY_NAME).addColumns("Id").setPrimaryKey())
            .addIndex(new IndexBuilder("ByTotal").addColumns(false, "Total"))
            .toTable(database);
    new TableBuilder("Returns").addColumn(new ColumnBuilder("Id", DataType.LONG)).toTable(database);
    new RelationshipBuilder("Customers", "Orders")
        .addColumns("Id", "Customer")
        .setReferentialIntegrity()
        .setCascadeDeletes()
        .toRelationship(database);
    customers.addRow(1, "Ann");
    customers.addRow(2, "");
    orders.addRow(10, 1, new BigDecimal("12.50"));
    orders.addRow(11, 2, null);
  }
}
