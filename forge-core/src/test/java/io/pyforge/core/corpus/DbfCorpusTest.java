package io.pyforge.core.corpus;

import com.linuxense.javadbf.DBFException;
import com.linuxense.javadbf.DBFReader;
import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * dBASE tables: columns, rows, counts, sums and sample cells as dbfread gives them. Where dbfread
 * could not tell what the text is in, texts with its U+FFFD are not compared. Two fields of one
 * name are one to dbfread, which gives the last one's values: such columns are not compared either.
 * The rows must be as many as javadbf finds, where it can read the file.
 */
class DbfCorpusTest {
  /** The null flags of Visual FoxPro, which dbfread gives as a column. */
  private static final String NULL_FLAGS = "_NullFlags";

  /** dbfread leaves out records that begin with a NUL; javadbf reads them, and so do we. */
  private static final Set<String> AS_JAVADBF = Set.of("mazovia.dbf");

  @TempDir Path out;

  @Test
  void dbfIsReadAsOtherToolsReadIt() throws Exception {
    new CorpusRun(out).check("dbf", 0.98, DbfCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionResult result =
        forge.convert(ConversionRequest.of(file.toString()).withOutput(out + ".parquet"));
    TableOutput table = result.outputs().get(0);
    OptionalLong rows = rowsOfJavadbf(file);
    if (rows.isPresent() && oracle.mustConvert() && rows.getAsLong() != table.rowCount()) {
      return Optional.of("rows " + table.rowCount() + ", javadbf has " + rows.getAsLong());
    }
    if (AS_JAVADBF.contains(file.getFileName().toString())) {
      return asciiCells(ParquetReadback.agreed(Path.of(table.path())))
              .equals(asciiCells(cellsOfJavadbf(file)))
          ? Optional.empty()
          : Optional.of("not as javadbf reads it");
    }
    if (oracle.tables().isEmpty()) {
      return Optional.empty();
    }
    Oracle.Table expected = comparable(oracle.tables().get(0));
    if (expected.columns().isEmpty()) {
      return ParquetReadback.agreed(Path.of(table.path())).size() == expected.rows()
          ? Optional.empty()
          : Optional.of("rows " + table.rowCount() + ", expected " + expected.rows());
    }
    return TableCheck.difference(oracle, expected, table);
  }

  private static OptionalLong rowsOfJavadbf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DBFReader reader = new DBFReader(in)) {
      long rows = 0;
      while (reader.nextRow() != null) {
        rows++;
      }
      return OptionalLong.of(rows);
    } catch (DBFException e) {
      return OptionalLong.empty();
    }
  }

  private static List<List<@Nullable String>> cellsOfJavadbf(Path file) throws IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        DBFReader reader = new DBFReader(in, StandardCharsets.ISO_8859_1)) {
      for (Object[] row = reader.nextRecord(); row != null; row = reader.nextRecord()) {
        List<@Nullable String> cells = new ArrayList<>();
        for (Object cell : row) {
          cells.add(cell == null ? null : cell.toString().stripTrailing());
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  /** Cells with other characters replaced, which javadbf cannot decode as the file means them. */
  private static List<String> asciiCells(List<List<@Nullable String>> rows) {
    return rows.stream()
        .flatMap(List::stream)
        .map(cell -> String.valueOf(cell).replaceAll("[^\\x00-\\x7F]", "?"))
        .toList();
  }

  /** What dbfread says, without what it does not know. */
  private static Oracle.Table comparable(Oracle.Table table) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).equals(NULL_FLAGS)) {
        columns.add(i);
      }
    }
    List<List<String>> sample = new ArrayList<>();
    for (List<String> row : table.sample()) {
      if (row.stream().anyMatch(cell -> cell.contains("\uFFFD"))) {
        break;
      }
      sample.add(columns.stream().filter(i -> i < row.size()).map(i -> plain(row.get(i))).toList());
    }
    boolean repeated = columns.stream().anyMatch(i -> isRepeated(table, i));
    return new Oracle.Table(
        table.name(),
        columns.stream().map(i -> table.columns().get(i)).toList(),
        table.rows(),
        repeated ? List.of() : sample,
        columns.stream()
            .map(i -> isRepeated(table, i) ? Optional.<Oracle.Check>empty() : table.checks().get(i))
            .toList());
  }

  private static boolean isRepeated(Oracle.Table table, int column) {
    String name = table.columns().get(column);
    return table.columns().indexOf(name) != table.columns().lastIndexOf(name);
  }

  /**
   * Python writes six digits of a second; and dbfread gives the byte with the length of a varchar
   * as a part of it.
   */
  private static String plain(String cell) {
    char last = cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
    if (last == 14) {
      return cell.substring(0, last);
    }
    return cell.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}")
        ? cell.replaceFirst("0+$", "")
        : cell;
  }
}
