package io.pyforge.core.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JSON: every leaf that Jackson finds in the file is in the child tables, number for number and
 * text for text, and nothing else; and top-level keys hold what the oracle says.
 */
class JsonCorpusTest {
  @TempDir Path out;

  @Test
  void everyLeafOfEveryFileIsInATable() throws Exception {
    new CorpusRun(out).check("json", 0.98, JsonCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    try {
      return differenceOfLeaves(forge, file, oracle, out);
    } catch (ForgeException e) {
      if (oracle.mustConvert()) {
        return Optional.of(e.code() + ": " + e.problem());
      }
      throw e;
    }
  }

  private static Optional<String> differenceOfLeaves(
      Forge forge, Path file, Oracle oracle, Path out) throws IOException {
    ConversionRequest request = ConversionRequest.of(file.toString());
    Map<String, Integer> leaves = new TreeMap<>();
    ConversionResult tables =
        forge.convert(
            request
                .withOutput(out + ".tables.parquet")
                .withOption("child-tables", "true")
                .withForce(true));
    for (TableOutput table : tables.outputs()) {
      addCells(table, leaves);
    }
    if (!String.valueOf(oracle.json().get("expect")).contains("error")) {
      Map<String, Integer> expected = leaves(file);
      if (!leaves.equals(expected)) {
        expected.forEach((leaf, count) -> leaves.merge(leaf, -count, Integer::sum));
        leaves.values().removeIf(count -> count == 0);
        return Optional.of("leaves differ: " + shorten(leaves.toString()));
      }
    }
    if (oracle.tables().isEmpty()) {
      return Optional.empty();
    }
    ConversionResult result =
        forge.convert(
            request.withOutput(out + ".parquet").withOption("array-handling", "json_string"));
    return topLevel(oracle, result.outputs().get(0));
  }

  private static String shorten(String text) {
    return text.length() < 300 ? text : text.substring(0, 300);
  }

  /** Adds the values of a table, keys left out. */
  private static void addCells(TableOutput table, Map<String, Integer> cells) {
    Path path = Path.of(table.path());
    List<String> names = List.copyOf(ParquetReadback.duckDbColumns(path).keySet());
    for (List<@Nullable String> row : ParquetReadback.agreed(path)) {
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        boolean key =
            names.get(i).equals("_row_id")
                || names.get(i).equals("_parent_row_id")
                || names.get(i).equals("_position");
        if (cell != null && !key) {
          cells.merge(canonical(cell), 1, Integer::sum);
        }
      }
    }
  }

  private static Map<String, Integer> leaves(Path file) throws IOException {
    Map<String, Integer> leaves = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          leaves.merge(canonical(parser.getText()), 1, Integer::sum);
        }
      }
    }
    return leaves;
  }

  /** Numbers by value, timestamps with a T and without zeros at the end of their seconds. */
  private static String canonical(String value) {
    if (value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?")) {
      BigDecimal number = new BigDecimal(value);
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
    if (value.matches("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d.*")) {
      return value
          .replace(' ', 'T')
          .replaceFirst("(\\.\\d*?)0+(Z?)$", "$1$2")
          .replaceFirst("\\.(Z?)$", "$1");
    }
    return value;
  }

  private static Optional<String> topLevel(Oracle oracle, TableOutput table) {
    Path path = Path.of(table.path());
    List<String> names = List.copyOf(ParquetReadback.duckDbColumns(path).keySet());
    List<List<@Nullable String>> rows = ParquetReadback.agreed(path);
    Oracle.Table expected = oracle.tables().get(0);
    if (rows.size() != expected.rows()) {
      return Optional.of("rows " + rows.size() + ", expected " + expected.rows());
    }
    Map<String, Object> first = Oracle.map(Oracle.list(oracle.json().get("tables")).get(0));
    for (Map.Entry<String, Object> entry : Oracle.map(first.get("checks")).entrySet()) {
      Map<String, Object> check = Oracle.map(entry.getValue());
      if (Oracle.list(check.get("types")).stream().anyMatch("dict"::equals)) {
        continue; // an object is no column of its own
      }
      int column = names.indexOf(entry.getKey());
      if (column < 0) {
        return Optional.of("no column " + entry.getKey());
      }
      List<String> values = new ArrayList<>();
      for (List<@Nullable String> row : rows) {
        String cell = row.get(column);
        if (cell != null && !cell.equals("null")) {
          values.add(cell.replaceFirst("^\\[.*,(.*)]$", "$1")); // Python keeps the last of a key's
        }
      }
      long nonNull = Long.parseLong(String.valueOf(check.get("nonNull")));
      if (values.size() != nonNull) {
        return Optional.of(
            "column " + entry.getKey() + " has " + values.size() + " values, expected " + nonNull);
      }
      Object sum = check.get("sum");
      if (sum != null) {
        BigDecimal actual =
            values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (actual.compareTo(new BigDecimal(sum.toString())) != 0) {
          return Optional.of("column " + entry.getKey() + " sums to " + actual + ", not " + sum);
        }
      }
    }
    return Optional.empty();
  }
}
