package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.Field;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A column of the file and what it becomes.
 *
 * @param descriptor the column in the file
 * @param field the column of the batch
 * @param reader takes its values
 */
record SourceColumn(ColumnDescriptor descriptor, Field field, ValueReader reader) {}
