package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What tables are called: by their name alone where it is the only one, else with their schema
 * before it. Letter case does not count, for folders of files may not know it.
 */
final class TableNames {
  private TableNames() {}

  /** The names of tables, in their order. */
  static List<String> of(List<CatalogTable> tables) {
    Map<String, Integer> uses = new HashMap<>();
    tables.forEach(table -> uses.merge(key(table), 1, Integer::sum));
    List<String> names = new ArrayList<>();
    for (CatalogTable table : tables) {
      boolean alone = uses.getOrDefault(key(table), 0) == 1;
      names.add(alone ? table.name() : table.schema() + "." + table.name());
    }
    return Schema.uniqueNames(names);
  }

  private static String key(CatalogTable table) {
    return table.name().toLowerCase(Locale.ROOT);
  }
}
