package io.pyforge.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.pyforge.core.Forge;
import io.pyforge.core.reader.pdf.DetectedTables;
import io.pyforge.core.reader.pdf.DetectedTables.Cell;
import io.pyforge.core.reader.pdf.DetectedTables.Table;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PDF: pages and words as the oracles' tool counts them, and tables as people marked them in the
 * ground truth of the ICDAR 2013 table competition, or as another project expects them.
 */
class PdfCorpusTest {
  /**
   * Words of a page that may be counted otherwise: texts drawn over each other, and raised signs,
   * are joined or not by different rules.
   */
  private static final int OTHER_WORDS = 2;

  /** Expected outputs of another project that are of all tables of the first page. */
  private static final List<String> WHOLE_PAGES =
      List.of(
          "Publication_of_award_of_Bids_for_Transport_Sector__August_2016.pdf",
          "schools.pdf",
          "spanning_cells.pdf");

  @TempDir Path out;

  @Test
  void textAndTablesOfDocumentsAreRead() throws Exception {
    new CorpusRun(out).check("pdf", 0.98, PdfCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionRequest request = ConversionRequest.of(file.toString());
    Object password = oracle.json().get("password");
    if (password != null) {
      try {
        forge.convert(request.withOutput(out + "-open.txt"));
        return Optional.of("opened without its password");
      } catch (ForgeException e) {
        if (!e.code().equals("password-needed")) {
          return Optional.of("without a password: " + e.code());
        }
      }
      request = request.withOption("password", password.toString());
    }
    List<?> words = (List<?>) oracle.json().getOrDefault("wordsPerPage", List.of());
    boolean anyWord = words.stream().anyMatch(count -> !count.toString().equals("0"));
    ConversionResult tables;
    try {
      tables = forge.convert(request.withOutput(out + ".parquet"));
    } catch (ForgeException e) {
      if (e.code().equals("pdf-without-text") && !anyWord) {
        return Optional.empty(); // nothing to read is said, and is no success
      }
      if (oracle.mustConvert()) {
        return Optional.of(e.code() + ": " + e.problem());
      }
      throw e;
    }
    for (TableOutput table : tables.outputs()) {
      ParquetReadback.agreed(Path.of(table.path()));
    }
    for (int page = 1; page <= words.size(); page++) {
      int wanted = Integer.parseInt(String.valueOf(words.get(page - 1)));
      Path text = Path.of(out + "-" + page + ".txt");
      int found = 0;
      try {
        forge.convert(
            request.withOutput(text.toString()).withOption("pages", Integer.toString(page)));
        found = words(Files.readString(text)).size();
      } catch (ForgeException e) {
        if (!e.code().equals("pdf-without-text")) {
          throw e;
        }
      }
      if (Math.abs(found - wanted) > OTHER_WORDS) {
        return Optional.of("page " + page + " has " + found + " words, expected " + wanted);
      }
      if (page == 1) {
        Optional<String> missing = missing(oracle, found == 0 ? "" : Files.readString(text));
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    return Optional.empty();
  }

  /** A word of the oracle's first lines that the text lacks, by its letters and digits. */
  private static Optional<String> missing(Oracle oracle, String text) {
    String all = plain(text);
    for (Object line : (List<?>) oracle.json().getOrDefault("firstLines", List.of())) {
      for (String word : words(String.valueOf(line))) {
        if (!all.contains(plain(word))) {
          return Optional.of("the first lines lack '" + word + "'");
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("[\\s\\u00a0]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  @Test
  @SuppressWarnings("SystemOut") // the table is for whoever reads the build's output
  void tablesAreThoseThatPeopleMarked() throws Exception {
    List<Path> truths = files(".tables.json");
    StringBuilder print = new StringBuilder();
    double precision = 0;
    double recall = 0;
    for (Path file : truths) {
      List<Table> truth = TableRelations.truth(JsonTree.read(file));
      Path pdf = Path.of(file.toString().replaceFirst("\\.tables\\.json$", ""));
      List<Table> found = DetectedTables.of(pdf, Map.of());
      TableRelations.Score score = TableRelations.score(truth, found);
      precision += score.precision() / truths.size();
      recall += score.recall() / truths.size();
      print.append(line(pdf, score, truth.size(), found.size()));
    }
    double f1 = 2 * precision * recall / (precision + recall);
    print.append(
        String.format(
            "tables of pdf, mean of documents: precision %.4f recall %.4f F1 %.4f%n",
            precision, recall, f1));
    System.out.print(print);
    assertThat(truths).hasSizeGreaterThanOrEqualTo(13);
    assertThat(f1).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  @SuppressWarnings("SystemOut")
  void tablesOfWholePagesAreThoseOfAnotherProject() throws Exception {
    StringBuilder print = new StringBuilder();
    for (Path file : files(".expected.csv")) {
      Path pdf = Path.of(file.toString().replaceFirst("\\.expected\\.csv$", ""));
      if (!WHOLE_PAGES.contains(pdf.getFileName().toString())) {
        continue;
      }
      Table found = stacked(DetectedTables.of(pdf, Map.of("pages", "1")));
      TableRelations.Score score = TableRelations.score(List.of(expected(file)), List.of(found));
      print.append(line(pdf, score, 1, 1));
      assertThat(score.f1()).as(pdf.toString()).isGreaterThanOrEqualTo(0.95);
    }
    System.out.print(print);
    assertThat(print.toString().lines()).hasSize(WHOLE_PAGES.size());
  }

  private static String line(Path pdf, TableRelations.Score score, int truth, int found) {
    String name = pdf.getFileName().toString();
    return String.format(
        "%-24s tables %d of %d  relations %d right, %d found, %d there"
            + "  precision %.3f recall %.3f F1 %.3f%n",
        name.substring(0, Math.min(24, name.length())),
        found,
        truth,
        score.correct(),
        score.found(),
        score.there(),
        score.precision(),
        score.recall(),
        score.f1());
  }

  /** Tables as a file of comma-separated values shows them: one below the other, without spans. */
  private static Table stacked(List<Table> tables) {
    List<Cell> cells = new ArrayList<>();
    int rows = 0;
    int columns = 0;
    for (Table table : tables) {
      for (Cell cell : table.cells()) {
        int row = cell.row() + rows;
        cells.add(new Cell(row, cell.column(), row, cell.column(), cell.text()));
      }
      rows += table.rows();
      columns = Math.max(columns, table.columns());
    }
    return new Table(1, rows, columns, cells);
  }

  private static Table expected(Path file) throws IOException {
    List<Cell> cells = new ArrayList<>();
    int row = 0;
    int columns = 0;
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord record : records) {
        for (int column = 0; column < record.getFieldCount(); column++) {
          if (!record.getField(column).isBlank()) {
            cells.add(new Cell(row, column, row, column, record.getField(column)));
          }
        }
        columns = Math.max(columns, record.getFieldCount());
        row++;
      }
    }
    return new Table(1, row, columns, cells);
  }

  private static List<Path> files(String suffix) throws IOException {
    String named = System.getProperty("forge.corpus", System.getenv("FORGE_CORPUS"));
    assumeTrue(
        named != null && !named.isEmpty(),
        "no corpus: name its folder with -Dforge.corpus or FORGE_CORPUS");
    try (Stream<Path> list = Files.list(Path.of(named).resolve("pdf"))) {
      return list.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
