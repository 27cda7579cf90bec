package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.Relationship;
import com.healthmarketscience.jackcess.Row;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableMetaData;
import com.healthmarketscience.jackcess.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a database has beside rows. Where Jackcess fails at some of it, that part is missing: rows
 * do not depend on it.
 */
final class Catalog {
  /**
   * @param type in lower case: {@code select}, {@code union}
   */
  record SavedQuery(String name, String type, String sql) {}

  /**
   * @param table its name there
   * @param database where it is, as the link says: a file, or a connection
   */
  record Link(String name, String table, String database) {}

  /** Of a table of Access. */
  private static final int MAX_COLUMNS = 255;

  private final Database database;
  private final List<Link> links;

  Catalog(Database database, List<Link> links) {
    this.database = database;
    this.links = List.copyOf(links);
  }

  /** A link by what Jackcess tells of it. */
  static Link link(TableMetaData table) {
    String database = table.getLinkedDbName();
    String connection = table.getConnectionName();
    String place = database != null ? database : connection != null ? connection : "";
    String name = table.getLinkedTableName();
    return new Link(table.getName(), name == null ? "" : name, withoutPassword(place));
  }

  /** A connection may hold its password. */
  private static String withoutPassword(String place) {
    return place.replaceAll("(?i)((?:pwd|password)=)[^;]*", "$1***");
  }

  List<Link> links() {
    return links;
  }

  /** The version of Access that the database is of. */
  String format() {
    try {
      return database.getFileFormat().name().replace('_', ' ');
    } catch (IOException | RuntimeException e) {
      return "unknown"; // a version that Jackcess cannot tell is still read
    }
  }

  /** The queries that are saved for people; forms and reports keep others of their own. */
  List<SavedQuery> queries() {
    List<SavedQuery> saved = new ArrayList<>();
    try {
      for (Query query : database.getQueries()) {
        if (!query.isHidden() && !query.getName().startsWith("~")) {
          saved.add(
              new SavedQuery(
                  query.getName(), query.getType().name().toLowerCase(Locale.ROOT), sql(query)));
        }
      }
    } catch (IOException | RuntimeException e) {
      return List.of(); // damage among the queries is none of the tables'
    }
    return saved;
  }

  private static String sql(Query query) {
    try {
      return query.toSQLString().replaceAll("\\s+", " ").strip();
    } catch (RuntimeException e) {
      return ""; // a kind of query that Jackcess cannot write down
    }
  }

  List<Relationship> relationships() {
    try {
      return claimsTooManyColumns() ? List.of() : database.getRelationships();
    } catch (IOException | RuntimeException e) {
      return List.of(); // a relationship to a table that is damaged or gone
    }
  }

  /** Whether a relationship is damaged so: Jackcess makes room for all columns that it claims. */
  private boolean claimsTooManyColumns() throws IOException {
    Table relationships = database.getSystemTable("MSysRelationships");
    if (relationships == null) {
      return false;
    }
    for (Row row : relationships) {
      if (row.get("ccolumn") instanceof Number count && count.intValue() > MAX_COLUMNS) {
        return true;
      }
    }
    return false;
  }
}
