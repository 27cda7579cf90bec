package io.pyforge.core.engine;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several inputs seen as one, table after table. Tables of the same name get {@code _2}, {@code _3}
 * and so on behind it.
 */
final class ArchiveInput implements TabularInput {
  /** One input, with the names its tables have here by the names they have there. */
  private record Member(TabularInput input, Map<String, String> names) {}

  private final List<Member> members = new ArrayList<>();
  private final List<Notice> notices;
  private final List<TableFailure> failures = new ArrayList<>();

  /**
   * @param failures of members that could not be opened
   */
  ArchiveInput(List<TabularInput> inputs, List<Notice> notices, List<TableFailure> failures) {
    this.notices = List.copyOf(notices);
    this.failures.addAll(failures);
    Set<String> taken = new HashSet<>();
    for (TabularInput input : inputs) {
      Map<String, String> names = new LinkedHashMap<>();
      for (TableInfo table : input.tables()) {
        String name = table.name();
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
          name = table.name() + "_" + i;
        }
        names.put(table.name(), name);
      }
      Member member = new Member(input, names);
      members.add(member);
      input.failedTables().forEach(failure -> this.failures.add(renamed(member, failure)));
    }
  }

  /** A failure under the name that its table has here. */
  private static TableFailure renamed(Member member, TableFailure failure) {
    return TableFailure.of(member.names.getOrDefault(failure.table(), failure.table()), failure);
  }

  @Override
  public List<TableFailure> failedTables() {
    return List.copyOf(failures);
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> tables = new ArrayList<>();
    for (Member member : members) {
      for (TableInfo table : member.input.tables()) {
        List<Notice> all = new ArrayList<>(tables.isEmpty() ? notices : List.of());
        all.addAll(table.notices());
        String name = member.names.getOrDefault(table.name(), table.name());
        tables.add(new TableInfo(name, table.schema(), table.rowCount(), all));
      }
    }
    return tables;
  }

  @Override
  public Map<String, String> properties() {
    return Map.of("members", Integer.toString(members.size()));
  }

  @Override
  public TableScan scan(Set<String> tables) {
    return new Scan(tables);
  }

  @Override
  public List<Notice> widen() {
    List<Notice> widened = new ArrayList<>();
    for (Member member : members) {
      widened.addAll(member.input.widen());
    }
    return widened;
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.input.close();
    }
  }

  /** The wanted tables of a member by the names they have there. */
  private static Set<String> wanted(Member member, Set<String> tables) {
    Set<String> wanted = new LinkedHashSet<>();
    member.names.forEach(
        (there, here) -> {
          if (tables.contains(here)) {
            wanted.add(there);
          }
        });
    return wanted;
  }

  /** The members one after the other; members that can be cut are still read batch by batch. */
  private final class Scan implements TableScan {
    private final Set<String> tables;
    private final Map<Integer, TableScan> open = new HashMap<>();
    private int current;

    Scan(Set<String> tables) {
      this.tables = Set.copyOf(tables);
    }

    @Override
    public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
      while (current < members.size()) {
        Member member = members.get(current);
        boolean first = !open.containsKey(current);
        TableScan scan = scan();
        if (first) {
          log.restartLines();
        }
        try {
          if (scan != null && scan.read(into, log)) {
            into.rename(member.names.getOrDefault(into.table(), into.table()));
            return true;
          }
        } catch (ForgeException e) {
          throw failure(member, e);
        }
        next();
      }
      return false;
    }

    @Override
    public void survey() throws IOException {
      boolean first = true;
      while (current < members.size()) {
        TableScan scan = scan();
        try {
          if (scan != null && first) {
            scan.survey();
          } else if (scan != null) {
            surveyAll(scan);
          }
        } catch (ForgeException e) {
          throw failure(members.get(current), e);
        }
        first = false;
        next();
      }
    }

    /** Reads a member from its start, as it may hold no miss at all. */
    private void surveyAll(TableScan scan) throws IOException {
      RecordBatch batch = new RecordBatch();
      try {
        boolean more = true;
        while (more) {
          more = scan.read(batch, new ScanLog());
        }
      } catch (SchemaMiss miss) {
        scan.survey();
      }
    }

    /** What a failure means here: damage of a member with one table concerns that table only. */
    private ForgeException failure(Member member, ForgeException e) throws IOException {
      if (e instanceof TableFailure failure) {
        return renamed(member, failure);
      }
      if (e.kind() != ErrorKind.INPUT || member.names.size() != 1) {
        return e;
      }
      next();
      return TableFailure.of(member.names.values().iterator().next(), e);
    }

    private @Nullable TableScan scan() throws IOException {
      TableScan scan = open.get(current);
      if (scan == null) {
        Member member = members.get(current);
        Set<String> wanted = wanted(member, tables);
        if (wanted.isEmpty()) {
          return null;
        }
        scan = member.input.scan(wanted);
        open.put(current, scan);
      }
      return scan;
    }

    private void next() throws IOException {
      TableScan done = open.remove(current);
      if (done != null) {
        done.close();
      }
      current++;
    }

    @Override
    public void close() throws IOException {
      for (TableScan scan : open.values()) {
        scan.close();
      }
    }
  }
}
