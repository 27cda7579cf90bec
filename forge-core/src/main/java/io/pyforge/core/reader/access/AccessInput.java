package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableMetaData;
import io.pyforge.core.reader.LocalCopy;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An open database: its tables with their columns, and passes over their rows. Opening reads the
 * definition of every table that is wanted; one whose definition is damaged is among the {@link
 * #failedTables}.
 */
final class AccessInput implements TabularInput {
  private static final String HIDDEN_PREFIX = "~";

  private final String name;
  private final OpenDatabase opened;
  private final Database database;
  private final AccessOptions options;
  private final ReadContext context;
  private final LinkedTables links;
  private final Catalog catalog;
  private final List<AccessTable> tables = new ArrayList<>();
  private final List<TableFailure> failed = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  private AccessInput(
      String name,
      OpenDatabase opened,
      AccessOptions options,
      ReadContext context,
      LinkedTables links) {
    this.name = name;
    this.opened = opened;
    database = opened.database();
    this.options = options;
    this.context = context;
    this.links = links;
    List<Catalog.Link> found = new ArrayList<>();
    Set<String> names = names(found);
    catalog = new Catalog(database, found);
    for (String table : options.tables().of(names, name)) {
      open(table);
    }
  }

  /**
   * Opens a database.
   *
   * @throws ForgeException INPUT if it is none, or its password is missing or wrong; USAGE if a
   *     table asked for is not there
   */
  static AccessInput open(InputSource source, AccessOptions options, ReadContext context)
      throws IOException {
    String suffix = SourceNames.suffix(source.name());
    Path path = LocalCopy.of(source, context, suffix.isEmpty() ? ".mdb" : "." + suffix);
    Optional<Path> folder = source.localPath().map(p -> p.toAbsolutePath().getParent());
    LinkedTables links = new LinkedTables(folder, options);
    OpenDatabase opened = AccessFile.open(path, source.name(), options);
    try {
      opened.database().setLinkResolver(links);
      return new AccessInput(source.name(), opened, options, context, links);
    } catch (ForgeException e) {
      opened.close();
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      opened.close();
      throw AccessFailures.notAccess(source.name(), e);
    }
  }

  /** The tables that may be read, and the links on the way. */
  private Set<String> names(List<Catalog.Link> found) {
    Set<String> names = new LinkedHashSet<>();
    nextStep();
    try {
      for (String table : database.getTableNames()) {
        TableMetaData told = database.getTableMetaData(table);
        boolean linked = told != null && told.isLinked();
        if (linked) {
          Catalog.Link link = Catalog.link(told);
          found.add(link);
          if (links.find(link.database()).isEmpty()) {
            tellLeftOut(link);
            continue;
          }
        }
        if (!table.startsWith(HIDDEN_PREFIX)) {
          names.add(table);
        }
      }
      if (options.systemTables()) {
        names.addAll(database.getSystemTableNames());
      }
    } catch (IOException e) {
      throw AccessFailures.notAccess(name, e);
    }
    return names;
  }

  private void tellLeftOut(Catalog.Link link) {
    notices.add(
        new Notice(
            "table-linked",
            "table "
                + link.name()
                + " is left out: it is a link to "
                + (link.table().isEmpty() ? "a table" : link.table())
                + " of "
                + (link.database().isEmpty() ? "another database" : link.database())
                + (options.followLinks()
                    ? ", which is no Access database in this folder"
                    : "; --follow-links reads it if that is in this folder")));
  }

  private void open(String table) {
    nextStep();
    try {
      Table source = database.getTable(table);
      if (source == null) {
        source = database.getSystemTable(table);
      }
      if (source == null) {
        failed.add(AccessFailures.damaged(name, table, null));
      } else {
        tables.add(AccessTable.of(source, table));
      }
    } catch (OutOfMemoryError e) {
      failed.add(AccessFailures.outOfMemory(name, table, e));
    } catch (ForgeException e) {
      failed.add(TableFailure.of(table, e)); // the database that a link leads to
    } catch (IOException | RuntimeException | StackOverflowError e) {
      failed.add(AccessFailures.damaged(name, table, e));
    }
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> infos = new ArrayList<>();
    for (AccessTable table : tables) {
      TableInfo info = table.info();
      if (infos.isEmpty() && !notices.isEmpty()) {
        List<Notice> all = new ArrayList<>(notices);
        all.addAll(info.notices());
        info = new TableInfo(info.name(), info.schema(), info.rowCount(), all);
      }
      infos.add(info);
    }
    return infos;
  }

  @Override
  public List<TableFailure> failedTables() {
    return List.copyOf(failed);
  }

  @Override
  public Map<String, byte[]> sideFiles() {
    nextStep();
    try {
      return Map.of(SchemaFile.NAME, new SchemaFile(catalog, tables).bytes());
    } catch (IOException | RuntimeException e) {
      throw AccessFailures.notAccess(name, e);
    }
  }

  @Override
  public Map<String, String> properties() {
    nextStep();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", catalog.format());
    properties.put("relationships", Integer.toString(catalog.relationships().size()));
    String queries =
        catalog.queries().stream()
            .filter(query -> query.type().equals("select") || query.type().equals("union"))
            .map(query -> query.name() + (query.sql().isEmpty() ? "" : ": " + query.sql()))
            .collect(Collectors.joining(" "));
    if (!queries.isEmpty()) {
      properties.put("queries", queries);
    }
    String linked =
        catalog.links().stream()
            .map(link -> link.name() + ": " + link.database())
            .collect(Collectors.joining("; "));
    if (!linked.isEmpty()) {
      properties.put("linked_tables", linked);
    }
    return properties;
  }

  @Override
  public TableScan scan(Set<String> wanted) {
    return new AccessScan(
        this, tables.stream().filter(table -> wanted.contains(table.name())).toList());
  }

  @Override
  public List<Notice> widen() {
    List<Notice> widened = new ArrayList<>();
    for (AccessTable table : tables) {
      table.columns().forEach(column -> column.widen().ifPresent(widened::add));
    }
    return widened;
  }

  /** The source's name, for messages. */
  String name() {
    return name;
  }

  /** Says that another step of reading begins; see {@link PageReads}. */
  void nextStep() {
    opened.file().nextStep();
    links.nextStep();
  }

  ReadContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    try (links) {
      opened.close();
    }
  }
}
