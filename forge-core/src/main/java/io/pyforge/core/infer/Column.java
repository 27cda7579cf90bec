package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;

/**
 * A column as it is read.
 *
 * @param fixed whether the user gave the type; a value that does not fit is then an error, not a
 *     reason to widen
 * @param unseen whether no value was seen yet, so that the first one decides
 */
public record Column(String name, ColumnType type, boolean fixed, boolean unseen) {}
