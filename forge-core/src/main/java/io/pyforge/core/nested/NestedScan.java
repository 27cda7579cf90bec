package io.pyforge.core.nested;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pass over the records, one after the other. A batch holds the rows of about as many bytes of
 * input; of several tables, the batches of the same records follow one another.
 */
final class NestedScan implements TableScan {
  private final NestedInput input;
  private final Set<String> wanted;
  private final RecordWalker walker;
  private final RecordAssembler assembler;
  private final List<RecordBatch> held = new ArrayList<>();
  private final Deque<Integer> ready = new ArrayDeque<>();
  private final Set<Integer> given = new HashSet<>();
  private boolean ended;

  NestedScan(NestedInput input, Set<String> wanted) throws IOException {
    this.input = input;
    this.wanted = Set.copyOf(wanted);
    assembler = input.newAssembler(false);
    for (int t = 0; t < input.plan().tables().size(); t++) {
      held.add(new RecordBatch());
    }
    walker = input.setup().records().walk();
  }

  @Override
  public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
    while (ready.isEmpty()) {
      if (ended) {
        return false;
      }
      fill(log);
    }
    into.exchange(held.get(ready.removeFirst()));
    return true;
  }

  private void fill(ScanLog log) throws IOException, SchemaMiss {
    input.context().checkCancelled();
    for (int t = 0; t < held.size(); t++) {
      assembler.into(t, held.get(t));
    }
    long end = walker.position() + NestedInput.BATCH_BYTES;
    while (!ended && walker.position() < end && !isFull()) {
      ended = !walker.next(assembler, log);
    }
    for (int t = 0; t < held.size(); t++) {
      boolean rows = held.get(t).rowCount() > 0;
      if (wanted.contains(held.get(t).table()) && (rows || ended && !given.contains(t))) {
        ready.addLast(t);
        given.add(t);
      }
    }
  }

  private boolean isFull() {
    for (RecordBatch batch : held) {
      if (batch.rowCount() >= NestedInput.BATCH_ROWS) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void survey() throws IOException {
    input.surveyAll();
  }

  @Override
  public void close() throws IOException {
    walker.close();
  }
}
