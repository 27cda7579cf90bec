package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data files of SQL Server: every table with its columns and the rows that the server counted; sums
 * and first rows of the scripts that filled the sample databases; and the tables of the catalog,
 * whose rows the server counted too.
 */
class MdfCorpusTest {
  @TempDir Path out;

  @Test
  void mdfIsReadAsTheServerWroteIt() throws Exception {
    new CorpusRun(out).check("mdf", 1.0, MdfCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionRequest request = ConversionRequest.of(file.toString());
    ConversionResult result = forge.convert(request.withOutput(out + ".parquet"));
    if (!result.failedTables().isEmpty() || !result.notices().isEmpty()) {
      return Optional.of(result.failedTables() + " " + result.notices());
    }
    Map<String, TableOutput> outputs = byName(result);
    if (outputs.size() != oracle.tables().size()) {
      return Optional.of("tables " + outputs.keySet());
    }
    for (Object table : Oracle.list(oracle.json().get("tables"))) {
      Optional<String> difference = difference(Oracle.map(table), outputs);
      if (difference.isPresent()) {
        return difference;
      }
    }
    ConversionResult all =
        forge.convert(request.withOutput(out + "-all.parquet").withOption("system-tables", "true"));
    boolean counted = all.notices().stream().noneMatch(n -> n.code().equals("row-count-differs"));
    return all.failedTables().isEmpty() && counted && all.outputs().size() > outputs.size() + 30
        ? Optional.empty()
        : Optional.of("system tables: " + all.failedTables() + " " + all.notices());
  }

  private static Map<String, TableOutput> byName(ConversionResult result) {
    return result.outputs().stream()
        .collect(Collectors.toMap(TableOutput::table, Function.identity()));
  }

  private static Optional<String> difference(
      Map<String, Object> expected, Map<String, TableOutput> outputs) {
    String name = expected.get("name").toString();
    TableOutput output = outputs.get(name);
    if (output == null) {
      return Optional.of("no table " + name);
    }
    Path path = Path.of(output.path());
    List<String> columns = List.copyOf(ParquetReadback.duckDbColumns(path).keySet());
    if (!columns.equals(expected.get("columns"))) {
      return Optional.of("table " + name + " has columns " + columns);
    }
    List<List<@Nullable String>> rows = ParquetReadback.agreed(path);
    if (rows.size() != Long.parseLong(expected.get("rows").toString())) {
      return Optional.of("table " + name + " has " + rows.size() + " rows");
    }
    Map<String, Object> checks = Oracle.map(expected.get("scriptChecks"));
    for (Map.Entry<String, Object> sum : Oracle.map(checks.get("sum")).entrySet()) {
      int column = columns.indexOf(sum.getKey());
      BigDecimal actual =
          rows.stream()
              .map(row -> row.get(column))
              .filter(Objects::nonNull)
              .map(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      if (actual.compareTo(new BigDecimal(sum.getValue().toString())) != 0) {
        return Optional.of("table " + name + ", column " + sum.getKey() + " sums to " + actual);
      }
    }
    List<Object> first = Oracle.list(checks.get("firstRow"));
    for (int i = 0; i < first.size(); i++) {
      String actual = rows.get(0).get(i);
      String wanted = first.get(i).toString();
      if (actual == null || new BigDecimal(actual).compareTo(new BigDecimal(wanted)) != 0) {
        return Optional.of("table " + name + " begins with " + rows.get(0));
      }
    }
    return Optional.empty();
  }
}
