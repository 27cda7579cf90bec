package io.pyforge.core.report;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a table as text.
 *
 * @param rows one list a row, one element a column; null where the row holds no value
 * @param more whether the table has more rows than these
 * @param notices about the table, and about its rows when these are all
 */
public record Preview(
    String path,
    String format,
    String table,
    Schema schema,
    List<List<@Nullable String>> rows,
    boolean more,
    List<Notice> notices) {
  /** Takes copies. */
  public Preview {
    List<List<@Nullable String>> copy = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copy);
    notices = List.copyOf(notices);
  }

  /** The same with one more notice, before the others. */
  public Preview with(Notice notice) {
    List<Notice> all = new ArrayList<>(List.of(notice));
    all.addAll(notices);
    return new Preview(path, format, table, schema, rows, more, all);
  }
}
