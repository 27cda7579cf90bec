package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.Field;
import org.apache.parquet.format.SchemaElement;

/**
 * A column as its chunks are written.
 *
 * @param field the column of the batch
 * @param physical how its values lie in pages
 * @param element its place in the file's schema
 * @param timeText whether its times of day become text first
 */
record ParquetColumn(Field field, PhysicalType physical, SchemaElement element, boolean timeText) {}
