/**
 * Parquet going out. {@link io.pyforge.core.writer.parquet.ParquetWriter} is the one public type:
 * batches enter, row groups leave.
 */
@NullMarked
package io.pyforge.core.writer.parquet;

import org.jspecify.annotations.NullMarked;
