package io.pyforge.spi.result;

import io.pyforge.spi.batch.Schema;

/**
 * One table that was written.
 *
 * @param table its name in the source
 * @param path where it is now
 * @since 1
 */
public record TableOutput(String table, String path, long rowCount, Schema schema) {}
