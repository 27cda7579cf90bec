package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Some pages of a table, read in runs and decoded page by page. */
final class MdfPiece implements PieceSource.Piece {
  /** What is done with a value that the type of its column does not hold. */
  private interface InexactHandler {
    void inexact(InexactValue value) throws SchemaMiss;
  }

  private final MdfInput input;
  private final MdfTable table;
  private final List<TableColumn> columns;
  private final Schema schema;
  private final PieceCut cut;
  private final RecordBatch batch;
  private final RowCount rowCount;
  private final Set<String> failed;
  private final PageDefects defects = new PageDefects();
  private final Replacing replacing;

  /**
   * @param failed the tables that turned out unreadable; takes this one, too
   */
  MdfPiece(
      MdfInput input,
      MdfTable table,
      PieceCut cut,
      RecordBatch batch,
      RowCount rowCount,
      Set<String> failed) {
    this.input = input;
    this.table = table;
    this.cut = cut;
    this.batch = batch;
    this.rowCount = rowCount;
    this.failed = failed;
    columns = table.columns();
    schema = table.schema();
    replacing = new Replacing(input.options().replaceInvalidText());
  }

  @Override
  public RecordBatch read(ScanLog log) throws IOException, SchemaMiss {
    decode(
        value -> {
          table.foundInexact(value.column());
          throw new SchemaMiss(table.name(), schema.field(value.column()).name(), value.what());
        });
    rowCount.read(batch.rowCount());
    defects.tell(input.name(), log);
    replacing.tell(input.name(), table.name(), log);
    return batch;
  }

  @Override
  public void survey() throws IOException {
    try {
      decode(value -> table.foundInexact(value.column()));
    } catch (SchemaMiss e) {
      throw new IllegalStateException(e); // the handler above throws none
    }
  }

  private void decode(InexactHandler handler) throws IOException, SchemaMiss {
    try {
      pages(handler);
    } catch (Damage e) {
      throw failed(MdfFailures.ofTable(input.name(), table.name(), e));
    } catch (OutOfMemoryError e) {
      batch.attach(null);
      throw failed(MdfFailures.tableNeedsMemory(input.name(), table.name(), e));
    }
  }

  private TableFailure failed(TableFailure failure) {
    failed.add(table.name());
    return failure;
  }

  private void pages(InexactHandler handler) throws IOException, Damage, SchemaMiss {
    PieceMemory memory =
        batch.attachment() instanceof PieceMemory known ? known : new PieceMemory();
    batch.attach(memory);
    batch.begin(table.name(), schema);
    int[] numbers = cut.pages();
    memory.begin(numbers.length);
    readPages(numbers, memory.bytes());
    OutsideValues outside =
        new OutsideValues(
            new LobReader(new PageCache(input.file(), defects)),
            cut.partition().outside(),
            table.maxValueBytes());
    PieceDecoding decoding =
        new PieceDecoding(memory, outside, replacing, input.options().trimChar());
    List<ColumnDecoder> decoders = decoding.decoders(columns, cut.partition().columns(), batch);
    for (int i = 0; i < numbers.length; i++) {
      int at = i * PageHeader.PAGE_BYTES;
      if (!PageHeader.holdsRows(memory.bytes(), at)) {
        continue;
      }
      memory.rows.read(memory.bytes(), at, numbers[i]);
      boolean last = i == numbers.length - 1;
      memory.rows.keep(i == 0 ? cut.firstRow() : 0, last ? cut.endRow() : PieceCut.ALL);
      for (ColumnDecoder decoder : decoders) {
        try {
          decoder.decode();
        } catch (InexactValue e) {
          handler.inexact(e);
        }
      }
    }
    decoding.attach(columns, batch);
  }

  /** Reads pages that follow each other in the file at once. */
  private void readPages(int[] numbers, byte[] into) throws IOException, Damage {
    int done = 0;
    while (done < numbers.length) {
      int run = 1;
      while (done + run < numbers.length && numbers[done + run] == numbers[done] + run) {
        run++;
      }
      input.file().read(numbers[done], run, into, done * PageHeader.PAGE_BYTES, defects);
      done += run;
    }
  }
}
