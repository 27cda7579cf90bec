package io.pyforge.spi.result;

import io.pyforge.spi.error.ErrorKind;

/**
 * A table that could not be read while others of the same input were written.
 *
 * @since 1
 */
public record FailedTable(String table, ErrorKind kind, String code, String problem) {}
