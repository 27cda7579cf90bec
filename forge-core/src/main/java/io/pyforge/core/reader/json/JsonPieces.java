package io.pyforge.core.reader.json;

import io.pyforge.core.nested.BatchFiller;
import io.pyforge.core.nested.NestedInput;
import io.pyforge.core.nested.ShapeLearner;
import io.pyforge.core.text.BlockSource;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The blocks of a text as pieces of one table. */
final class JsonPieces implements PieceSource {
  private final NestedInput input;
  private final JsonRecords records;
  private final BlockSource blocks;
  private final JsonCutter cutter;

  JsonPieces(NestedInput input, JsonRecords records, int pieceBytes) throws IOException {
    this.input = input;
    this.records = records;
    blocks = records.blocks(pieceBytes);
    cutter = new JsonCutter(records.layout());
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    input.context().checkCancelled();
    TextBlock block = batch.attachment() instanceof TextBlock known ? known : new TextBlock();
    batch.attach(block);
    return records.next(blocks, block, cutter) ? new JsonPiece(input, records, block, batch) : null;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }

  private record JsonPiece(
      NestedInput input, JsonRecords records, TextBlock block, RecordBatch batch) implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws SchemaMiss {
      BatchFiller filler = input.newPieceFiller();
      filler.into(0, batch);
      BlockRecords values = new BlockRecords(records, block, filler, 0);
      while (values.next(log)) {
        // Each call tells one record.
      }
      log.setLines(values.lines());
      filler.finish();
      if (filler.spans()) {
        for (int i = 0; i < batch.schema().width(); i++) {
          if (batch.vector(i) instanceof BytesVector vector) {
            vector.attach(block.bytes);
          }
        }
      }
      return batch;
    }

    @Override
    public void survey() {
      block.setEnd(block.end);
      ShapeLearner learner = input.newLearner();
      BlockRecords values = new BlockRecords(records, block, learner, 0);
      ScanLog unused = new ScanLog();
      try {
        while (values.next(unused)) {
          // Each call tells one record.
        }
      } catch (SchemaMiss e) {
        throw new IllegalStateException("a learner does not miss", e);
      }
      input.learn(learner);
    }
  }
}
