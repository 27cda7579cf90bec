package io.pyforge.core.corpus;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an independent tool says a file holds: the {@code <file>.oracle.json} beside it.
 *
 * @param expect what should become of the file; empty when it must convert
 * @param headerless whether the file has no header, so that column names mean nothing
 * @param ragged whether rows differ in width, so that more columns than the header's are right
 * @param json all that it says, for what is particular to a format
 */
record Oracle(
    Optional<String> expect,
    Duration limit,
    boolean headerless,
    boolean ragged,
    List<Table> tables,
    Map<String, Object> json) {

  /** Guards against a hang, for files that name no limit of their own. */
  private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(5);

  /**
   * @param rows -1 when it does not say
   * @param checks by column, in the order of {@code columns}; empty where none
   */
  record Table(
      String name,
      List<String> columns,
      long rows,
      List<List<String>> sample,
      List<Optional<Check>> checks) {}

  /**
   * @param sum of all values, when all are plain numbers
   */
  record Check(long nonEmpty, Optional<BigDecimal> sum) {}

  /** The oracle of a file, or one that asks for nothing when there is none. */
  static Oracle of(Path file) throws IOException {
    Path oracle = file.resolveSibling(file.getFileName() + ".oracle.json");
    if (!Files.exists(oracle)) {
      return new Oracle(
          Optional.of("ok-or-error"), DEFAULT_LIMIT, false, false, List.of(), Map.of());
    }
    Map<String, Object> json = JsonTree.read(oracle);
    List<Table> tables = new ArrayList<>();
    for (Object table : list(json.get("tables"))) {
      tables.add(table(map(table)));
    }
    Map<String, Object> limits = map(json.get("limits"));
    Object seconds = limits.get("maxSeconds");
    Map<String, Object> dialect = map(json.get("dialect"));
    Optional<String> expect = Optional.ofNullable((String) json.get("expect"));
    if (expect.isEmpty() && tables.isEmpty()) {
      expect = Optional.of("ok-or-error"); // no independent tool gave a result worth trusting
    }
    return new Oracle(
        expect,
        seconds == null ? DEFAULT_LIMIT : Duration.ofSeconds(Long.parseLong(seconds.toString())),
        Boolean.FALSE.equals(dialect.get("header")),
        json.containsKey("ragged"),
        tables,
        json);
  }

  /** Whether there is an oracle and it expects nothing but a conversion. */
  boolean mustConvert() {
    return !json.isEmpty() && !json.containsKey("expect");
  }

  private static Table table(Map<String, Object> json) {
    List<String> columns = list(json.get("columns")).stream().map(String::valueOf).toList();
    List<List<String>> sample = new ArrayList<>();
    for (Object row : list(json.get("sample"))) {
      if (row instanceof List<?> cells) { // other formats have their own notation
        sample.add(cells.stream().map(cell -> cell == null ? "" : cell.toString()).toList());
      }
    }
    Map<String, Object> all = map(json.get("checks"));
    List<Optional<Check>> checks = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Map<String, Object> check = map(all.get(i + ":" + columns.get(i)));
      checks.add(
          check.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Check(
                      Long.parseLong(String.valueOf(check.get("nonEmpty"))),
                      Optional.ofNullable((String) check.get("sum")).map(BigDecimal::new))));
    }
    return new Table(
        String.valueOf(json.get("name")),
        columns,
        json.get("rows") == null ? -1 : Long.parseLong(String.valueOf(json.get("rows"))),
        sample,
        checks);
  }

  @SuppressWarnings("unchecked") // JSON objects are such maps
  static Map<String, Object> map(@Nullable Object json) {
    return json == null ? Map.of() : (Map<String, Object>) json;
  }

  @SuppressWarnings("unchecked") // JSON arrays are such lists
  static List<Object> list(@Nullable Object json) {
    return json == null ? List.of() : (List<Object>) json;
  }
}
