package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases of Access: tables, columns, rows, counts, sums and sample cells as mdbtools gives them.
 * It writes yes and no as 1 and 0, singles with the digits of a double, and does not know some
 * kinds of column: those are listed here, and what they hold is checked by the reader's own tests.
 */
class AccessCorpusTest {
  /** Columns that mdbtools gives otherwise than they are, by file. */
  private static final Map<String, Set<String>> UNKNOWN_TO_MDBTOOLS =
      Map.of(
          // Calculated columns are empty, and a line break of one makes another row.
          "calcFieldV2010.accdb",
          Set.of("*"),
          // Lists and attachments are the numbers of their values.
          "complexDataV2007.accdb",
          Set.of("multi-value-data", "attach-data"),
          // Characters beyond the first 65536 are question marks.
          "emoticonsV2010.accdb",
          Set.of("data"),
          // Dates before 1900 are 1900-01-00.
          "oldDatesV2007.accdb",
          Set.of("DateField"),
          // Columns of types that Access does not have either.
          "unsupportedFieldsV2007.accdb",
          Set.of("UnknownVar", "UnknownFix", "UnknownComplex"));

  /** Columns that Access keeps for itself, where mdbtools gives them. */
  private static final String VERSION_HISTORY = "VersionHistory_";

  private static final double SINGLE = 1e-6;

  @TempDir Path out;

  @Test
  void databasesAreReadAsOtherToolsReadThem() throws Exception {
    new CorpusRun(out).check("access", 0.98, AccessCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionRequest request =
        ConversionRequest.of(file.toString()).withOutput(out + ".parquet").withForce(true);
    if ("password-error-without-password".equals(oracle.json().get("expect"))) {
      try {
        forge.convert(request);
        return Optional.of("was read without its password");
      } catch (ForgeException e) {
        if (!e.code().equals("password-needed")) {
          return Optional.of("without a password: " + e.code() + ": " + e.problem());
        }
      }
    }
    String password = (String) oracle.json().get("password");
    ConversionResult result =
        forge.convert(password == null ? request : request.withOption("password", password));
    Set<String> unknown = UNKNOWN_TO_MDBTOOLS.getOrDefault(file.getFileName().toString(), Set.of());
    for (Oracle.Table expected : oracle.tables()) {
      Optional<TableOutput> actual =
          result.outputs().stream().filter(o -> o.table().equals(expected.name())).findFirst();
      if (actual.isEmpty()) {
        return Optional.of("table " + expected.name() + " is missing");
      }
      Optional<String> difference =
          unknown.contains("*")
              ? names(expected, actual.get())
              : difference(oracle, known(expected, unknown), actual.get());
      if (difference.isPresent()) {
        return Optional.of(expected.name() + ": " + difference.get());
      }
    }
    return result.failedTables().isEmpty()
        ? Optional.empty()
        : Optional.of("failed: " + result.failedTables());
  }

  private static Optional<String> names(Oracle.Table expected, TableOutput actual) {
    List<String> names = actual.schema().fields().stream().map(f -> f.name()).toList();
    return names.equals(expected.columns())
        ? Optional.empty()
        : Optional.of("columns " + names + ", expected " + expected.columns());
  }

  /** What mdbtools says, without what it does not know. */
  private static Oracle.Table known(Oracle.Table table, Set<String> unknown) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).startsWith(VERSION_HISTORY)) {
        columns.add(i);
      }
    }
    List<List<String>> sample = new ArrayList<>();
    for (List<String> row : table.sample()) {
      sample.add(columns.stream().map(row::get).toList());
    }
    return new Oracle.Table(
        table.name(),
        columns.stream().map(i -> table.columns().get(i)).toList(),
        table.rows(),
        unknown.isEmpty() ? sample : List.of(),
        columns.stream()
            .map(
                i ->
                    unknown.contains(table.columns().get(i))
                        ? Optional.<Oracle.Check>empty()
                        : table.checks().get(i))
            .toList());
  }

  /**
   * Looks at booleans, singles, bytes and long texts here, and leaves all else to the common check.
   */
  private static Optional<String> difference(
      Oracle oracle, Oracle.Table expected, TableOutput actual) {
    List<List<@Nullable String>> rows = ParquetReadback.agreed(Path.of(actual.path()));
    List<Optional<Oracle.Check>> checks = new ArrayList<>(expected.checks());
    List<List<String>> sample = new ArrayList<>();
    expected.sample().forEach(row -> sample.add(new ArrayList<>(row)));
    for (int i = 0; i < Math.min(checks.size(), actual.schema().width()); i++) {
      ColumnType type = actual.schema().field(i).type();
      for (int r = 0; r < Math.min(sample.size(), rows.size()); r++) {
        String actualCell = rows.get(r).get(i);
        if (actualCell != null && isSame(sample.get(r).get(i), actualCell, type)) {
          sample.get(r).set(i, actualCell);
        }
      }
      boolean bool = type instanceof ColumnType.Bool;
      boolean single = type instanceof ColumnType.Float32;
      if (!bool && !single) {
        continue;
      }
      Optional<Oracle.Check> check = checks.get(i);
      if (check.isPresent() && check.get().sum().isPresent()) {
        double sum = sum(rows, i);
        double wanted = check.get().sum().get().doubleValue();
        if (Math.abs(sum - wanted) > SINGLE * Math.max(1, Math.abs(wanted))) {
          return Optional.of("column " + i + " sums to " + sum + ", expected " + wanted);
        }
        checks.set(i, Optional.of(new Oracle.Check(check.get().nonEmpty(), Optional.empty())));
      }
      for (int r = 0; r < sample.size(); r++) {
        String cell = sample.get(r).get(i);
        if (!cell.isEmpty()) {
          sample.get(r).set(i, bool ? (cell.equals("0") ? "false" : "true") : shortest(cell));
        }
      }
    }
    return TableCheck.difference(
        oracle,
        new Oracle.Table(expected.name(), expected.columns(), expected.rows(), sample, checks),
        actual);
  }

  /** Whether a cell that the oracle cuts off, or writes in octal, begins as the actual one does. */
  private static boolean isSame(String expected, String actual, ColumnType type) {
    if (type instanceof ColumnType.Binary) {
      byte[] bytes = Base64.getDecoder().decode(actual);
      return expected.startsWith("\\%03o\\%03o".formatted(bytes[0] & 0xff, bytes[1] & 0xff));
    }
    return expected.endsWith("\u2026")
        && actual.startsWith(expected.substring(0, expected.length() - 1));
  }

  private static String shortest(String single) {
    return new BigDecimal(Float.toString(Float.parseFloat(single))).toPlainString();
  }

  private static double sum(List<List<@Nullable String>> rows, int column) {
    double sum = 0;
    for (List<@Nullable String> row : rows) {
      String cell = row.get(column);
      if (cell != null) {
        sum += cell.equals("true") ? 1 : cell.equals("false") ? 0 : Double.parseDouble(cell);
      }
    }
    return sum;
  }
}
