package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;

/**
 * The Parquet types of column types. Converted types of the older format are set beside the logical
 * types wherever they mean exactly the same (Parquet format, LogicalTypes.md).
 */
final class ParquetTypes {
  /** The most digits that an INT32 holds. */
  private static final int MAX_INT_PRECISION = 9;

  private ParquetTypes() {}

  /**
   * The columns of a schema, in order.
   *
   * @param timeAsText whether times of day are written as text rather than as TIME
   */
  static List<ParquetColumn> columns(Schema schema, boolean timeAsText) {
    List<ParquetColumn> columns = new ArrayList<>(schema.width());
    for (Field field : schema.fields()) {
      columns.add(column(field, timeAsText));
    }
    return columns;
  }

  private static ParquetColumn column(Field field, boolean timeAsText) {
    ColumnType type = field.type();
    SchemaElement element = new SchemaElement(field.name());
    element.setRepetition_type(
        field.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    boolean timeText = timeAsText && type instanceof ColumnType.Time;
    PhysicalType physical = annotate(timeText ? new ColumnType.Text() : type, element);
    element.setType(physical.type());
    return new ParquetColumn(field, physical, element, timeText);
  }

  /** Sets the logical type on the element, and returns the physical one. */
  private static PhysicalType annotate(ColumnType type, SchemaElement element) {
    if (type instanceof ColumnType.Bool) {
      return PhysicalType.BOOLEAN;
    }
    if (type instanceof ColumnType.Int32) {
      return PhysicalType.INT32;
    }
    if (type instanceof ColumnType.Int64) {
      return PhysicalType.INT64;
    }
    if (type instanceof ColumnType.Float32) {
      return PhysicalType.FLOAT;
    }
    if (type instanceof ColumnType.Float64) {
      return PhysicalType.DOUBLE;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return annotateDecimal(decimal, element);
    }
    if (type instanceof ColumnType.Text) {
      element.setConverted_type(ConvertedType.UTF8);
      element.setLogicalType(LogicalType.STRING(new StringType()));
      return PhysicalType.BYTE_ARRAY;
    }
    if (type instanceof ColumnType.Binary) {
      return PhysicalType.BYTE_ARRAY;
    }
    if (type instanceof ColumnType.Date) {
      element.setConverted_type(ConvertedType.DATE);
      element.setLogicalType(LogicalType.DATE(new DateType()));
      return PhysicalType.INT32;
    }
    if (type instanceof ColumnType.Time) {
      element.setLogicalType(LogicalType.TIME(new TimeType(false, micros())));
      return PhysicalType.INT64;
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      if (timestamp.utcAdjusted()) {
        element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
      }
      element.setLogicalType(
          LogicalType.TIMESTAMP(new TimestampType(timestamp.utcAdjusted(), micros())));
      return PhysicalType.INT64;
    }
    throw new IllegalStateException("no Parquet type for " + type.name());
  }

  private static PhysicalType annotateDecimal(ColumnType.Decimal decimal, SchemaElement element) {
    element.setConverted_type(ConvertedType.DECIMAL);
    element.setPrecision(decimal.precision());
    element.setScale(decimal.scale());
    element.setLogicalType(
        LogicalType.DECIMAL(new DecimalType(decimal.scale(), decimal.precision())));
    if (decimal.precision() <= MAX_INT_PRECISION) {
      return PhysicalType.INT32;
    }
    if (decimal.fitsLong()) {
      return PhysicalType.INT64;
    }
    element.setType_length(PhysicalType.WIDE_DECIMAL.width());
    return PhysicalType.WIDE_DECIMAL;
  }

  private static TimeUnit micros() {
    return TimeUnit.MICROS(new MicroSeconds());
  }
}
