/**
 * Tables in memory. A reader fills a {@link io.pyforge.spi.batch.RecordBatch} with columns of
 * primitive values that follow a {@link io.pyforge.spi.batch.Schema}; a writer takes them out.
 * Start with {@link io.pyforge.spi.batch.ColumnType}.
 */
@NullMarked
package io.pyforge.spi.batch;

import org.jspecify.annotations.NullMarked;
