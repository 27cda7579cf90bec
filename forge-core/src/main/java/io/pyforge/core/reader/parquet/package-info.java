/**
 * Parquet coming in, through parquet-hadoop. {@link io.pyforge.core.reader.parquet.ParquetReader}
 * is the one public type.
 */
@NullMarked
package io.pyforge.core.reader.parquet;

import org.jspecify.annotations.NullMarked;
