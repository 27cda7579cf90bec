package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;

/** What the bytes of a field are, by its letter, its length and the program that wrote it. */
enum FieldKind {
  /** C, and a date that is not eight bytes long: text, padded on the right. */
  TEXT,
  /** N and F: a number in digits. */
  NUMBER,
  /** L: one letter. */
  LOGICAL,
  /** D: eight digits. */
  DATE,
  /** I: 32 bits, lowest byte first. */
  INTEGER,
  /** I and + of dBASE 7: 32 bits, highest byte first, the sign upside down. */
  SORTABLE_INTEGER,
  /** B of Visual FoxPro: a double, lowest byte first. */
  DOUBLE,
  /** O of dBASE 7: a double, highest byte first, in an order that sorts. */
  SORTABLE_DOUBLE,
  /** Y: 64 bits, in ten thousandths. */
  CURRENCY,
  /** T: a Julian day and milliseconds, 32 bits each. */
  TIMESTAMP,
  /**
   * {@literal @} of dBASE 7: milliseconds since the year 1 in a double, or as {@link #TIMESTAMP}.
   */
  SORTABLE_TIMESTAMP,
  /** V: text of its own length. */
  VARCHAR,
  /** Q: bytes of their own length. */
  VARBINARY,
  /** M: text in the file of memos. */
  MEMO,
  /** G, P, W, and B of dBASE: bytes in the file of memos. */
  BINARY_MEMO,
  /** The deletion mark. */
  DELETED,
  /** Anything else: the bytes as they are. */
  UNKNOWN;

  private static final int INTEGER_BYTES = 4;
  private static final int EIGHT_BYTES = 8;
  private static final int BINARY_POINTER_BYTES = 4;
  private static final int CURRENCY_DIGITS = 19;
  private static final int CURRENCY_SCALE = 4;
  private static final int INT32_DIGITS = 9;
  private static final int INT64_DIGITS = 18;

  /** The kind of a field. */
  static FieldKind of(DbfField field, DbfVersion version) {
    boolean seven = version.family() == DbfVersion.Family.DBASE_7;
    boolean four = field.length() == INTEGER_BYTES;
    boolean eight = field.length() == EIGHT_BYTES;
    boolean pointer = field.length() == BINARY_POINTER_BYTES || field.length() > EIGHT_BYTES;
    return switch (field.type()) {
      case 'C' -> TEXT;
      case 'N', 'F' -> NUMBER;
      case 'L' -> LOGICAL;
      case 'D' -> eight ? DATE : TEXT;
      case 'I', '+' -> !four ? UNKNOWN : seven ? SORTABLE_INTEGER : INTEGER;
      case 'B' -> eight ? DOUBLE : pointer ? BINARY_MEMO : UNKNOWN;
      case 'O' -> !eight ? UNKNOWN : seven ? SORTABLE_DOUBLE : DOUBLE;
      case 'Y' -> eight ? CURRENCY : UNKNOWN;
      case 'T' -> eight ? TIMESTAMP : UNKNOWN;
      case '@' -> !eight ? UNKNOWN : seven ? SORTABLE_TIMESTAMP : TIMESTAMP;
      case 'V' -> VARCHAR;
      case 'Q' -> VARBINARY;
      case 'M' -> pointer ? MEMO : UNKNOWN;
      case 'G', 'P', 'W' -> pointer ? BINARY_MEMO : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** Whether the values are in the file of memos. */
  boolean isMemo() {
    return this == MEMO || this == BINARY_MEMO;
  }

  /** Whether the values are text, in the table's code page. */
  boolean isText() {
    return this == TEXT || this == VARCHAR || this == MEMO;
  }

  /** The type that holds what the field declares. */
  ColumnType declaredType(DbfField field) {
    return switch (this) {
      case TEXT, VARCHAR, MEMO -> new ColumnType.Text();
      case NUMBER -> number(field.length(), field.decimals());
      case LOGICAL, DELETED -> new ColumnType.Bool();
      case DATE -> new ColumnType.Date();
      case INTEGER, SORTABLE_INTEGER -> new ColumnType.Int32();
      case DOUBLE, SORTABLE_DOUBLE -> new ColumnType.Float64();
      case CURRENCY -> new ColumnType.Decimal(CURRENCY_DIGITS, CURRENCY_SCALE);
      case TIMESTAMP, SORTABLE_TIMESTAMP -> new ColumnType.Timestamp(false);
      case VARBINARY, BINARY_MEMO, UNKNOWN -> new ColumnType.Binary();
    };
  }

  /** The point takes one place of a number's length; the sign may be left out. */
  private static ColumnType number(int length, int decimals) {
    if (decimals == 0) {
      return whole(Math.max(1, length));
    }
    int scale = Math.min(decimals, ColumnType.Decimal.MAX_PRECISION);
    int precision = Math.max(scale, Math.min(length - 1, ColumnType.Decimal.MAX_PRECISION));
    return new ColumnType.Decimal(precision, scale);
  }

  /** The narrowest type of whole numbers with so many digits. */
  static ColumnType whole(int digits) {
    if (digits <= INT32_DIGITS) {
      return new ColumnType.Int32();
    }
    return digits <= INT64_DIGITS
        ? new ColumnType.Int64()
        : new ColumnType.Decimal(Math.min(digits, ColumnType.Decimal.MAX_PRECISION), 0);
  }
}
