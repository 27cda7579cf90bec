package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Reads the rows of one block into a batch: the hot path. Some hundred rows at a time are cut into
 * fields, then read column by column, so that each loop does one thing and its data stays in the
 * cache.
 */
final class BlockParser {
  private final CsvInput input;
  private final TextBlock block;
  private final RecordBatch batch;
  private final RowIndexer indexer;
  private final ColumnReader[] readers;

  BlockParser(CsvInput input, TextBlock block, RecordBatch batch, ScanLog log) {
    this.input = input;
    this.block = block;
    this.batch = batch;
    indexer = new RowIndexer(input, block, log);
    readers = new ColumnReader[input.columns().size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = ColumnReader.of(input, block, batch, i);
    }
  }

  void parse() throws SchemaMiss {
    RowIndex index = new RowIndex(readers.length);
    while (indexer.next(index)) {
      for (ColumnReader reader : readers) {
        reader.read(index);
      }
    }
    indexer.finish();
    ColumnEvidence[] evidence = new ColumnEvidence[readers.length];
    for (int i = 0; i < readers.length; i++) {
      readers[i].finish();
      evidence[i] = readers[i].evidence;
      if (batch.vector(i) instanceof BytesVector vector) {
        vector.attach(block.bytes);
      }
    }
    input.learn(evidence);
  }
}
