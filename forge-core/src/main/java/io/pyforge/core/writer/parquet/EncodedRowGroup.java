package io.pyforge.core.writer.parquet;

import java.util.List;

/**
 * The chunks of one row group of a block, which lie one after the other in the order of columns.
 *
 * @param rowCount 1 or more
 */
record EncodedRowGroup(int rowCount, List<EncodedChunk> chunks) {}
