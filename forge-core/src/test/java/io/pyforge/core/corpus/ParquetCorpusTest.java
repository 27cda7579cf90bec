package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetLeaves;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parquet: top-level columns hold what the oracle says, lists and maps as text; and the child
 * tables have as many values as parquet-java finds in the file.
 */
class ParquetCorpusTest {
  @TempDir Path out;

  @Test
  void parquetIsReadAsOtherToolsReadIt() throws Exception {
    new CorpusRun(out).check("parquet", 0.98, ParquetCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path named)
      throws IOException {
    String out = named.toString().replace('=', '-'); // DuckDB takes a=b in a path for a column
    ConversionRequest request = ConversionRequest.of(file.toString());
    ConversionResult whole =
        forge.convert(
            request
                .withOutput(out + ".out.parquet")
                .withForce(true)
                .withOption("array-handling", "json_string"));
    if (oracle.tables().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> difference = topLevel(oracle, whole.outputs().get(0));
    if (difference.isPresent()) {
      return difference;
    }
    ConversionResult tables =
        forge.convert(
            request
                .withOutput(out + ".tables.parquet")
                .withForce(true)
                .withOption("child-tables", "true"));
    long values = 0;
    for (TableOutput table : tables.outputs()) {
      values += valueCount(table);
    }
    long expected = ParquetLeaves.count(file);
    return values == expected
        ? Optional.empty()
        : Optional.of("values " + values + ", expected " + expected);
  }

  private static long valueCount(TableOutput table) {
    Path path = Path.of(table.path());
    List<String> names = List.copyOf(ParquetReadback.duckDbColumns(path).keySet());
    long count = 0;
    for (List<@Nullable String> row : ParquetReadback.agreed(path)) {
      for (int i = 0; i < row.size(); i++) {
        boolean key = names.get(i).matches("_row_id|_parent_row_id|_position");
        count += row.get(i) == null || key ? 0 : 1;
      }
    }
    return count;
  }

  private static Optional<String> topLevel(Oracle oracle, TableOutput table) {
    Path path = Path.of(table.path());
    List<String> names = List.copyOf(ParquetReadback.duckDbColumns(path).keySet());
    List<List<@Nullable String>> rows = ParquetReadback.agreed(path);
    Oracle.Table expected = oracle.tables().get(0);
    if (rows.size() != expected.rows()) {
      return Optional.of("rows " + rows.size() + ", expected " + expected.rows());
    }
    Map<String, Object> json = Oracle.map(Oracle.list(oracle.json().get("tables")).get(0));
    List<Object> types = Oracle.list(json.get("types"));
    Map<String, Object> checks = Oracle.map(json.get("checks"));
    List<String> unique = Schema.uniqueNames(expected.columns());
    for (int i = 0; i < unique.size(); i++) {
      String type = types.get(i).toString();
      if (type.startsWith("STRUCT") && !type.endsWith("]")) {
        continue; // its members are columns, and counted with all values
      }
      int column = names.indexOf(unique.get(i));
      if (column < 0) {
        return Optional.of("no column " + unique.get(i));
      }
      List<String> values = new ArrayList<>();
      rows.stream().map(row -> row.get(column)).filter(v -> v != null).forEach(values::add);
      Map<String, Object> check = Oracle.map(checks.get(expected.columns().get(i)));
      Optional<String> difference = difference(unique.get(i), values, check);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      String column, List<String> values, Map<String, Object> check) {
    long nonNull = Long.parseLong(String.valueOf(check.get("nonNull")));
    if (values.size() != nonNull) {
      return Optional.of("column " + column + " has " + values.size() + ", expected " + nonNull);
    }
    Object sum = check.get("sum");
    if (sum != null) {
      BigDecimal actual =
          values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (actual.compareTo(new BigDecimal(sum.toString())) != 0) {
        return Optional.of("column " + column + " sums to " + actual + ", expected " + sum);
      }
    }
    Object length = check.get("sumLength");
    if (length != null) {
      long actual = values.stream().mapToLong(v -> v.codePointCount(0, v.length())).sum();
      if (actual != Long.parseLong(length.toString())) {
        return Optional.of("column " + column + " has " + actual + " characters, not " + length);
      }
    }
    return Optional.empty();
  }
}
