package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Takes one column out of the records of a block. Used by one thread for one piece; rows are read
 * in order, a range at a time.
 */
abstract class ColumnReader {
  final DbfInput input;
  final DbfColumn column;
  final RecordBlock block;
  final Oddities log;

  private final int flagsOffset;
  private final int nullBit;

  ColumnReader(DbfInput input, DbfColumn column, RecordBlock block, Oddities log) {
    this.input = input;
    this.column = column;
    this.block = block;
    this.log = log;
    DbfField flags = input.header().nullFlags();
    int bit = column.field().nullBit();
    nullBit = flags == null || bit >= flags.length() * 8 ? DbfField.NONE : bit;
    flagsOffset = flags == null ? 0 : flags.offset();
  }

  /** The reader of a column in its type of this pass. */
  static ColumnReader of(
      DbfInput input, int index, RecordBlock block, RecordBatch batch, Oddities log) {
    DbfColumn column = input.columns().get(index);
    FieldKind kind = column.kind();
    if (column.type() instanceof ColumnType.Text && kind != FieldKind.MEMO) {
      return kind == FieldKind.VARCHAR
          ? new VariableColumn(input, column, block, batch.bytes(index), log)
          : new TextColumn(input, column, block, batch.bytes(index), log);
    }
    return switch (kind) {
      case NUMBER ->
          column.type() instanceof ColumnType.Decimal decimal && !decimal.fitsLong()
              ? new WideNumberColumn(input, column, block, batch.int128s(index), log)
              : new NumberColumn(input, column, block, batch.longs(index), log);
      case DATE -> new DateColumn(input, column, block, batch.longs(index), log);
      case LOGICAL -> new LogicalColumn(input, column, block, batch.longs(index), log);
      case CURRENCY -> new CurrencyColumn(input, column, block, batch.int128s(index), log);
      case MEMO, BINARY_MEMO -> new MemoColumn(input, column, block, batch.bytes(index), log);
      case VARBINARY -> new VariableColumn(input, column, block, batch.bytes(index), log);
      case UNKNOWN -> new RawColumn(input, column, block, batch.bytes(index), log);
      case TEXT, VARCHAR -> throw new IllegalStateException("text is read as text");
      case DOUBLE, SORTABLE_DOUBLE ->
          new DoubleColumn(input, column, block, batch.longs(index), log);
      case INTEGER, SORTABLE_INTEGER, TIMESTAMP, SORTABLE_TIMESTAMP, DELETED ->
          new BinaryNumberColumn(input, column, block, batch.longs(index), log);
    };
  }

  /**
   * Appends the values of rows.
   *
   * @throws SchemaMiss if the column's type does not hold one
   */
  abstract void read(int fromRow, int toRow) throws SchemaMiss;

  /** Looks for values that the column's type does not hold, and adds them to its evidence. */
  void survey(int fromRow, int toRow) {
    // Most types hold whatever their bytes are.
  }

  /** Whether the table can tell null from blank here. */
  final boolean hasNullBit() {
    return nullBit != DbfField.NONE;
  }

  /** Whether the null flags of a record say that the value is null, or the file ends before it. */
  final boolean isNull(int recordStart) {
    return nullBit != DbfField.NONE && flag(recordStart, nullBit)
        || block.hasCut() && block.isCut(recordStart, column.field());
  }

  /** A bit of the null flags of a record. */
  final boolean flag(int recordStart, int bit) {
    return (block.text.bytes[recordStart + flagsOffset + (bit >> 3)] >> (bit & 7) & 1) != 0;
  }

  /** Where a value is, for messages. */
  final String place(int row) {
    return "record " + block.recordNumber(row) + ", field " + column.name();
  }

  final SchemaMiss miss(int row) {
    return new SchemaMiss(
        input.table(), column.name(), place(row) + " is no " + column.type().name());
  }

  /** Counts a value that is none of the field's type, and is null by the user's wish. */
  final void countInvalid(int row) {
    log.count(
        "invalid-values",
        row,
        this,
        ScanLog.counted("value is", "values are")
            + " no number, date or logical as the field should hold, and null;"
            + " the first is "
            + ScanLog.FIRST);
  }
}
