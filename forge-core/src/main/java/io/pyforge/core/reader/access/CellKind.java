package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Column;
import com.healthmarketscience.jackcess.DataType;
import io.pyforge.spi.batch.ColumnType;

/** How the values of a column arrive from Jackcess, and what they become. */
enum CellKind {
  BOOLEAN,
  /** 0 to 255, though Java's bytes are signed. */
  BYTE,
  WHOLE,
  FLOAT,
  DOUBLE,
  DECIMAL,
  MOMENT,
  TEXT,
  BYTES,
  /** Several values in one: attachments, and lists. */
  COMPLEX;

  private static final int MONEY_DIGITS = 19;
  private static final int MONEY_SCALE = 4;

  /** Digits of a decimal of Access, at most. */
  private static final int NUMERIC_DIGITS = 28;

  static CellKind of(DataType type) {
    return switch (type) {
      case BOOLEAN -> BOOLEAN;
      case BYTE -> BYTE;
      case INT, LONG, BIG_INT -> WHOLE;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case MONEY, NUMERIC -> DECIMAL;
      case SHORT_DATE_TIME, EXT_DATE_TIME -> MOMENT;
      case TEXT, MEMO, GUID -> TEXT;
      case COMPLEX_TYPE -> COMPLEX;
      case BINARY, OLE, UNKNOWN_0D, UNKNOWN_11, UNSUPPORTED_FIXEDLEN, UNSUPPORTED_VARLEN -> BYTES;
    };
  }

  /** The type that the column declares. */
  static ColumnType declaredType(Column column) {
    return switch (of(column.getType())) {
      case BOOLEAN -> new ColumnType.Bool();
      case BYTE -> new ColumnType.Int32();
      case WHOLE ->
          column.getType() == DataType.BIG_INT ? new ColumnType.Int64() : new ColumnType.Int32();
      case FLOAT -> new ColumnType.Float32();
      case DOUBLE -> new ColumnType.Float64();
      case DECIMAL -> decimal(column);
      case MOMENT -> new ColumnType.Timestamp(false);
      case TEXT, COMPLEX -> new ColumnType.Text();
      case BYTES -> new ColumnType.Binary();
    };
  }

  private static ColumnType decimal(Column column) {
    if (column.getType() == DataType.MONEY) {
      return new ColumnType.Decimal(MONEY_DIGITS, MONEY_SCALE);
    }
    int precision = column.getPrecision();
    int scale = Math.max(0, column.getScale());
    boolean told = precision >= 1 && precision <= NUMERIC_DIGITS && scale <= precision;
    return told
        ? new ColumnType.Decimal(precision, scale)
        : new ColumnType.Decimal(NUMERIC_DIGITS, Math.min(scale, NUMERIC_DIGITS));
  }
}
