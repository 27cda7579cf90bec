package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column of the file and what it becomes.
 *
 * @param descriptor the column in the file
 * @param field its name as users see it, and the type of its values
 * @param reader takes its values
 */
record SourceColumn(ColumnDescriptor descriptor, Field field, ValueReader reader) {
  /** Whether values may have nanoseconds, which the type does not hold. */
  boolean mayBeInexact() {
    return inNanoseconds() && !(field.type() instanceof ColumnType.Text);
  }

  private boolean inNanoseconds() {
    if (descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      return true;
    }
    LogicalTypeAnnotation logical = descriptor.getPrimitiveType().getLogicalTypeAnnotation();
    return logical instanceof TimestampLogicalTypeAnnotation timestamp
            && timestamp.getUnit() == TimeUnit.NANOS
        || logical instanceof TimeLogicalTypeAnnotation time && time.getUnit() == TimeUnit.NANOS;
  }
}
