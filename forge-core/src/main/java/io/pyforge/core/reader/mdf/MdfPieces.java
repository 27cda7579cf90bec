package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import java.io.IOException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts tables into pieces, one table after the other. A table that turns out unreadable is given
 * up, and the next one goes on.
 */
final class MdfPieces implements PieceSource {
  private final MdfInput input;
  private final Iterator<MdfTable> tables;
  private final Map<String, RowCount> counts;
  private final PageDefects defects = new PageDefects();
  private final PageCache cache;
  private final BitSet taken = new BitSet();
  private final OutsideBudget budget;
  private final int mostPages;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private @Nullable MdfTable table;
  private @Nullable TablePages pages;

  /**
   * @param counts takes the rows of each table
   * @param mostPages of a piece
   */
  MdfPieces(MdfInput input, List<MdfTable> tables, Map<String, RowCount> counts, int mostPages) {
    this.input = input;
    this.tables = tables.iterator();
    this.counts = counts;
    this.mostPages = mostPages;
    cache = new PageCache(input.file(), defects);
    budget = new OutsideBudget(input.file().bytes());
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    while (true) {
      input.context().checkCancelled();
      MdfTable current = table;
      TablePages cutter = pages;
      if (current == null || cutter == null) {
        if (!tables.hasNext()) {
          return null;
        }
        current = tables.next();
        cutter = new TablePages(cache, current, taken, budget, mostPages);
        table = current;
        pages = cutter;
      }
      PieceCut cut = failed.contains(current.name()) ? null : cut(current, cutter);
      if (cut != null) {
        count(current).cut();
        return new MdfPiece(input, current, cut, batch, count(current), failed);
      }
      count(current).ended();
      table = null;
    }
  }

  private @Nullable PieceCut cut(MdfTable current, TablePages cutter) throws IOException {
    try {
      return cutter.next();
    } catch (Damage e) {
      table = null;
      failed.add(current.name());
      throw MdfFailures.ofTable(input.name(), current.name(), e);
    } catch (OutOfMemoryError e) {
      table = null;
      failed.add(current.name());
      throw MdfFailures.tableNeedsMemory(input.name(), current.name(), e);
    }
  }

  private RowCount count(MdfTable of) {
    return counts.computeIfAbsent(of.name(), name -> new RowCount());
  }

  @Override
  public void close() {
    // The file belongs to the input.
  }
}
