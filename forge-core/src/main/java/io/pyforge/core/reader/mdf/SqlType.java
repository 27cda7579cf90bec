package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.ColumnType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of SQL Server by the number that the catalog gives them, and what they become. */
enum SqlType {
  IMAGE(34, 0),
  TEXT(35, 0),
  UNIQUEIDENTIFIER(36, 16),
  DATE(40, 3),
  TIME(41, 0),
  DATETIME2(42, 0),
  DATETIMEOFFSET(43, 0),
  TINYINT(48, 1),
  SMALLINT(52, 2),
  INT(56, 4),
  SMALLDATETIME(58, 4),
  REAL(59, 4),
  MONEY(60, 8),
  DATETIME(61, 8),
  FLOAT(62, 8),
  SQL_VARIANT(98, 0),
  NTEXT(99, 0),
  BIT(104, 1),
  DECIMAL(106, 0),
  NUMERIC(108, 0),
  SMALLMONEY(122, 4),
  BIGINT(127, 8),
  VARBINARY(165, 0),
  VARCHAR(167, 0),
  BINARY(173, 0),
  CHAR(175, 0),
  ROWVERSION(189, 8),
  NVARCHAR(231, 0),
  NCHAR(239, 0),
  CLR(240, 0),
  XML(241, 0);

  /** Digits after the point of money and smallmoney. */
  static final int MONEY_SCALE = 4;

  private static final int MONEY_PRECISION = 19;
  private static final int SMALLMONEY_PRECISION = 10;
  private static final int DATE_BYTES = 3;
  private static final int OFFSET_BYTES = 2;
  private static final Map<Integer, SqlType> BY_ID = new HashMap<>();

  static {
    for (SqlType type : values()) {
      BY_ID.put(type.id, type);
    }
  }

  private final int id;
  private final int width;

  SqlType(int id, int width) {
    this.id = id;
    this.width = width;
  }

  /** The type of a number, or null. */
  static @Nullable SqlType of(int id) {
    return BY_ID.get(id);
  }

  /** Whether values are text of a code page. */
  boolean codePageText() {
    return this == CHAR || this == VARCHAR || this == TEXT;
  }

  /** Whether values are text of UTF-16. */
  boolean unicodeText() {
    return this == NCHAR || this == NVARCHAR || this == NTEXT;
  }

  /** Whether values are bytes as they stand. */
  boolean bytes() {
    return switch (this) {
      case BINARY, VARBINARY, IMAGE, ROWVERSION, CLR, XML -> true;
      default -> false;
    };
  }

  /** Whether a value may be neither fixed nor in its row. */
  boolean mayBeOutside() {
    return switch (this) {
      case IMAGE, TEXT, NTEXT, VARCHAR, NVARCHAR, VARBINARY, SQL_VARIANT, CLR, XML -> true;
      default -> false;
    };
  }

  /** Whether a value outside of its row is always reached over a pointer of 16 bytes. */
  boolean textPointer() {
    return this == IMAGE || this == TEXT || this == NTEXT;
  }

  boolean hasOffset() {
    return this == DATETIMEOFFSET;
  }

  /** Bytes of the time of day, in the types that have one of a scale. */
  static int timeBytes(int scale) {
    return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  }

  /** Bytes of a decimal with its sign. */
  static int decimalBytes(int precision) {
    return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
  }

  /** Bytes of a value in the fixed part of a record. */
  int fixedBytes(CatalogColumn column) {
    return switch (this) {
      case TIME -> timeBytes(column.scale());
      case DATETIME2 -> timeBytes(column.scale()) + DATE_BYTES;
      case DATETIMEOFFSET -> timeBytes(column.scale()) + DATE_BYTES + OFFSET_BYTES;
      case DECIMAL, NUMERIC -> decimalBytes(column.precision());
      default -> width > 0 ? width : column.length();
    };
  }

  /** What values become, as long as nothing says otherwise. */
  ColumnType output(int precision, int scale) {
    return switch (this) {
      case BIT -> new ColumnType.Bool();
      case TINYINT, SMALLINT, INT -> new ColumnType.Int32();
      case BIGINT -> new ColumnType.Int64();
      case REAL -> new ColumnType.Float32();
      case FLOAT -> new ColumnType.Float64();
      case MONEY -> new ColumnType.Decimal(MONEY_PRECISION, MONEY_SCALE);
      case SMALLMONEY -> new ColumnType.Decimal(SMALLMONEY_PRECISION, MONEY_SCALE);
      case DECIMAL, NUMERIC -> new ColumnType.Decimal(precision, scale);
      case DATE -> new ColumnType.Date();
      case TIME -> new ColumnType.Time();
      case DATETIME, SMALLDATETIME, DATETIME2 -> new ColumnType.Timestamp(false);
      case DATETIMEOFFSET -> new ColumnType.Timestamp(true);
      case UNIQUEIDENTIFIER, SQL_VARIANT, CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT ->
          new ColumnType.Text();
      case BINARY, VARBINARY, IMAGE, ROWVERSION, CLR, XML -> new ColumnType.Binary();
    };
  }
}
