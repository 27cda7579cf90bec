package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.SchemaFailures;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells of a sheet that belong to no table: titles, notes, footers. Counted, the first ones kept.
 */
final class SheetNotes {
  private static final int MAX_TEXTS = 12;

  private final List<String> texts = new ArrayList<>();
  private long cells;

  /** Adds a cell by its text. */
  void add(String text) {
    cells++;
    if (texts.size() < MAX_TEXTS) {
      texts.add(SchemaFailures.shorten(text));
    }
  }

  /** How many cells there are. */
  long cells() {
    return cells;
  }

  /** The texts, for a message. */
  String quoted() {
    String quoted = "'" + String.join("', '", texts) + "'";
    return cells > texts.size() ? quoted + " and " + (cells - texts.size()) + " more" : quoted;
  }
}
