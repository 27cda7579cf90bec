package io.pyforge.core.writer.parquet;

import io.pyforge.spi.writer.EncodedBlock;
import java.util.List;

/**
 * A batch as row groups, ready to be appended to a file.
 *
 * @param rowCount of all row groups
 * @param pages their bytes; the encoder's memory, valid until it encodes again
 */
record ParquetBlock(int rowCount, PageBuffer pages, List<EncodedRowGroup> rowGroups)
    implements EncodedBlock {}
