package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.batch.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the decoders of a piece share. */
record PieceDecoding(
    PieceMemory memory, OutsideValues outside, Replacing replacing, boolean trimChar) {

  /**
   * A decoder for each column.
   *
   * @param places of the columns, by their numbers
   * @param batch shaped for them
   */
  List<ColumnDecoder> decoders(
      List<TableColumn> columns, Map<Integer, StoredColumn> places, RecordBatch batch)
      throws Damage {
    List<ColumnDecoder> decoders = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TableColumn column = columns.get(i);
      StoredColumn place = places.get(column.id());
      if (place == null) {
        throw MdfFailures.unsupportedColumn(column.name(), "is not stored in all partitions");
      }
      decoders.add(decoder(column, place, batch.vector(i), i));
    }
    return decoders;
  }

  private ColumnDecoder decoder(
      TableColumn column, StoredColumn place, ColumnVector vector, int index) {
    if (vector instanceof Int128Vector wide) {
      return new WideDecimalDecoder(this, column, place, wide);
    }
    if (vector instanceof LongVector longs) {
      return column.mayBeInexact()
          ? new ExactTimeDecoder(this, column, place, longs, index)
          : new LongDecoder(this, column, place, longs, loop(column, place));
    }
    BytesVector bytes = (BytesVector) vector;
    SqlType type = column.type();
    if (type.codePageText()) {
      return new TextDecoder(this, column, place, bytes);
    }
    if (type.unicodeText()) {
      return new UnicodeDecoder(this, column, place, bytes);
    }
    if (type.bytes()) {
      return new BytesDecoder(this, column, place, bytes);
    }
    return switch (type) {
      case UNIQUEIDENTIFIER -> new GuidDecoder(this, column, place, bytes);
      case SQL_VARIANT -> new VariantDecoder(this, column, place, bytes);
      case TIME, DATETIME2, DATETIMEOFFSET -> new TimeTextDecoder(this, column, place, bytes);
      default -> throw new IllegalStateException(type + " is no text");
    };
  }

  private static LongDecoder.Loop loop(TableColumn column, StoredColumn place) {
    return switch (column.type()) {
      case BIT -> NumberLoops.bit(place.bit());
      case TINYINT -> NumberLoops.unsignedByte();
      case SMALLINT -> NumberLoops.int16();
      case INT, SMALLMONEY -> NumberLoops.int32();
      case BIGINT, FLOAT -> NumberLoops.int64();
      case REAL -> NumberLoops.real();
      case DECIMAL, NUMERIC -> NumberLoops.decimal(column.precision());
      case DATE -> TimeLoops.date();
      case DATETIME -> TimeLoops.datetime();
      case SMALLDATETIME -> TimeLoops.smalldatetime();
      case TIME -> TimeLoops.scaled(column.scale(), false);
      case DATETIME2 -> TimeLoops.scaled(column.scale(), true);
      default -> throw new IllegalStateException(column.type() + " fits no 64 bits");
    };
  }

  /** Gives the columns of text and bytes the array that their spans point into. */
  void attach(List<TableColumn> columns, RecordBatch batch) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnType type = columns.get(i).output();
      if (type instanceof ColumnType.Text || type instanceof ColumnType.Binary) {
        batch.bytes(i).attach(memory.bytes());
      }
    }
  }
}
