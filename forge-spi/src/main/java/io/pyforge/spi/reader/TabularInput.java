package io.pyforge.spi.reader;

import io.pyforge.spi.result.Notice;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An open input: its tables, and passes over their rows. Used by one thread, except for the pieces
 * of {@link #pieces}. Closing it closes what it opened on the source, not the source.
 *
 * @since 1
 */
public interface TabularInput extends Closeable {
  /** The tables in file order, with their columns as known now. May be empty. */
  List<TableInfo> tables();

  /**
   * Tables that are there and cannot be read, as known now; they are not among {@link #tables}. The
   * others are converted, and the result names these.
   */
  default List<TableFailure> failedTables() {
    return List.of();
  }

  /**
   * Small files that go with the tables when they are written to a folder, such as the keys and
   * relationships of a database: content by file name. Names begin with an underscore, so that
   * engines which read the folder as tables leave them alone.
   */
  default Map<String, byte[]> sideFiles() throws IOException {
    return Map.of();
  }

  /**
   * Facts about the input worth showing, in display order: {@code encoding}, {@code delimiter}.
   * Names are snake_case and public API.
   */
  Map<String, String> properties();

  /**
   * A new pass from the first row. At most one pass is open at a time.
   *
   * @param tables names to read; others are skipped
   */
  TableScan scan(Set<String> tables) throws IOException;

  /**
   * As {@link #scan}, cut into pieces; empty when the input cannot be cut. An engine with more than
   * one thread asks here first, an engine with one may do so as well: both ways give the same rows.
   */
  default Optional<PieceSource> pieces(Set<String> tables) throws IOException {
    return Optional.empty();
  }

  /**
   * After a {@link SchemaMiss}, when every piece was read or surveyed: takes what was learnt into
   * the schemas of {@link #tables}. The next pass uses them.
   *
   * @return a notice for every column that changed
   */
  default List<Notice> widen() {
    throw new IllegalStateException("this reader does not widen types");
  }
}
