package io.pyforge.core.reader.mdf;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table into pieces of whole rows. Most tables are cut by their pages without looking at
 * them. Where rows have values on other pages, or very many columns, the rows are looked at, so
 * that no piece takes much more memory than another.
 */
final class TablePages {
  /** The most pages of a piece. */
  static final int MAX_PAGES = 512;

  private static final int MIN_PAGES = 64;

  /** A file of this many pieces or more is cut into pieces of full size. */
  private static final int PIECES_OF_SMALL_FILE = 32;

  private static final int TARGET_ROWS = 100_000;

  /** Tables of more columns are cut by their rows. */
  private static final int MANY_COLUMNS = 32;

  private static final long TARGET_CELLS = 4_000_000;

  /** Bytes of values on other pages. */
  private static final long TARGET_OUTSIDE_BYTES = 8L * 1024 * 1024;

  private final PageCache cache;
  private final AllocationMap allocation;
  private final MdfTable table;
  private final BitSet taken;
  private final OutsideBudget budget;
  private final int mostPages;
  private final Iterator<Partition> partitions;
  private final PageRows rows = new PageRows();
  private final byte[] page = new byte[PageHeader.PAGE_BYTES];
  private @Nullable Partition partition;
  private Iterator<AllocationUnit> units = List.<AllocationUnit>of().iterator();
  private @Nullable UnitPages unit;
  private int[] pages = new int[MIN_PAGES];
  private int pageCount;

  /** A page whose rows from {@link #carriedRow} on are still to come, or {@link UnitPages#END}. */
  private int carried = UnitPages.END;

  private int carriedRow;

  /**
   * @param taken the pages that were given out, which no other piece of any table may have
   * @param budget for values on other pages
   * @param mostPages of a piece, up to {@link #MAX_PAGES}
   */
  TablePages(PageCache cache, MdfTable table, BitSet taken, OutsideBudget budget, int mostPages) {
    this.cache = cache;
    this.table = table;
    this.taken = taken;
    this.budget = budget;
    this.mostPages = mostPages;
    allocation = new AllocationMap(cache);
    partitions = table.partitions().iterator();
  }

  /** The next piece, or null after the last. */
  @Nullable PieceCut next() throws IOException, Damage {
    while (true) {
      Partition current = partition;
      if (current == null) {
        if (!partitions.hasNext()) {
          return null;
        }
        current = partitions.next();
        partition = current;
        units = current.units().iterator();
      }
      boolean byRows =
          current.outside() && table.mayHaveOutsideValues()
              || table.columns().size() > MANY_COLUMNS;
      PieceCut cut = byRows ? byRows(current) : byPages(current);
      if (cut != null) {
        return cut;
      }
      partition = null;
    }
  }

  private int nextPage() throws IOException, Damage {
    while (true) {
      UnitPages current = unit;
      if (current == null) {
        if (!units.hasNext()) {
          return UnitPages.END;
        }
        current = new UnitPages(cache, allocation, units.next());
        unit = current;
      }
      int next = current.next();
      if (next == UnitPages.END) {
        unit = null;
        continue;
      }
      if (taken.get(next)) {
        throw MdfFailures.pageTwice(next);
      }
      taken.set(next);
      return next;
    }
  }

  private @Nullable PieceCut byPages(Partition current) throws IOException, Damage {
    int limit = pagesOfPiece(current);
    pageCount = 0;
    while (pageCount < limit) {
      int next = nextPage();
      if (next == UnitPages.END) {
        break;
      }
      add(next);
    }
    return cut(current, 0, PieceCut.ALL);
  }

  /** How many pages make a piece; that depends on the file alone. */
  private int pagesOfPiece(Partition current) {
    int share = cache.file().pageCount() / PIECES_OF_SMALL_FILE;
    long used = Math.max(1, current.units().stream().mapToLong(AllocationUnit::usedPages).sum());
    long rowsOfPage = Math.max(1, current.rowset().rowCount() / used);
    long byRows = Math.max(1, TARGET_ROWS / rowsOfPage);
    long suitable = Math.max(MIN_PAGES, Math.min(MAX_PAGES, Math.min(share, byRows)));
    return (int) Math.min(mostPages, suitable);
  }

  private @Nullable PieceCut byRows(Partition current) throws IOException, Damage {
    OutsideSizes sizes = new OutsideSizes(cache, table.columns(), current, table.maxValueBytes());
    int firstRow = carried == UnitPages.END ? 0 : carriedRow;
    long rowLimit = Math.max(1, TARGET_CELLS / Math.max(1, table.columns().size()));
    int limit = pagesOfPiece(current);
    long rowCount = 0;
    long outsideBytes = 0;
    pageCount = 0;
    while (pageCount < limit) {
      int number = carried != UnitPages.END ? carried : nextPage();
      int from = carried != UnitPages.END ? carriedRow : 0;
      carried = UnitPages.END;
      if (number == UnitPages.END) {
        break;
      }
      cache.file().read(number, 1, page, 0, cache.defects());
      if (!PageHeader.holdsRows(page, 0)) {
        continue;
      }
      rows.read(page, 0, number);
      for (int row = from; row < rows.count(); row++) {
        long bytes = sizes.of(rows, row);
        boolean full =
            rowCount > 0 && (rowCount >= rowLimit || outsideBytes + bytes > TARGET_OUTSIDE_BYTES);
        if (full) {
          carried = number;
          carriedRow = row;
          if (row > from) {
            add(number);
            return cut(current, firstRow, row);
          }
          return cut(current, firstRow, PieceCut.ALL);
        }
        budget.take(bytes);
        outsideBytes += bytes;
        rowCount++;
      }
      add(number);
    }
    return cut(current, firstRow, PieceCut.ALL);
  }

  private void add(int number) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount++] = number;
  }

  private @Nullable PieceCut cut(Partition current, int firstRow, int endRow) {
    return pageCount == 0
        ? null
        : new PieceCut(current, Arrays.copyOf(pages, pageCount), firstRow, endRow);
  }
}
