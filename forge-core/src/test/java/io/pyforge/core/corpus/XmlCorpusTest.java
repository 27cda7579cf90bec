package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * XML: with {@code --child-tables} every attribute and every text is in exactly one cell. Counts
 * come from the oracles, and the values themselves from the JDK's parser.
 */
class XmlCorpusTest {
  /** Columns that are no part of the input. */
  private static final Set<String> KEYS =
      Set.of("_row_id", "_parent_row_id", "_position", "_document_id");

  /**
   * The oracles' tool hands out long texts in pieces of this many bytes and counts each without the
   * blanks at its ends, so that up to two characters are missing for each cut.
   */
  private static final int ORACLE_PIECE_BYTES = 8192;

  @TempDir Path out;

  @Test
  void everyTextAndAttributeOfXmlIsInExactlyOneCell() throws Exception {
    new CorpusRun(out).check("xml", 0.98, XmlCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    try {
      return differenceOfTables(forge, file, oracle, out);
    } catch (ForgeException e) {
      if (oracle.mustConvert()) {
        return Optional.of(e.code() + ": " + e.problem());
      }
      throw e;
    }
  }

  private static Optional<String> differenceOfTables(
      Forge forge, Path file, Oracle oracle, Path out) throws IOException {
    forge.convert(ConversionRequest.of(file.toString()).withOutput(out + "-plain.parquet"));
    ConversionResult result =
        forge.convert(
            ConversionRequest.of(file.toString())
                .withOutput(out + "-tables.parquet")
                .withOption("child-tables", "true")
                .withOption("types", "string"));
    Cells cells = Cells.of(result);
    Object attributes = oracle.json().get("attributes");
    if (attributes == null) {
      return Optional.empty();
    }
    XmlValues values;
    try {
      values = XmlValues.of(file);
    } catch (javax.xml.stream.XMLStreamException e) {
      return oracle.json().containsKey("toolErrors")
          ? Optional.empty() // exotic for the JDK as well
          : Optional.of("the JDK's parser: " + e.getMessage());
    }
    int wanted = Integer.parseInt(attributes.toString()) - values.declarations();
    if (cells.attributes.size() != wanted) {
      return Optional.of("attributes " + cells.attributes.size() + ", expected " + wanted);
    }
    long chars = cells.characters() - values.joints();
    long wantedChars = Long.parseLong(String.valueOf(oracle.json().get("textChars")));
    if (chars < wantedChars || chars > wantedChars + cells.uncounted()) {
      return Optional.of("characters of text " + chars + ", expected " + wantedChars);
    }
    if (!sorted(cells.attributes).equals(sorted(values.attributes()))) {
      return Optional.of("attributes are not those of the JDK's parser");
    }
    return sorted(cells.texts).equals(sorted(values.texts()))
        ? Optional.empty()
        : Optional.of("texts are not those of the JDK's parser");
  }

  private static Map<String, Integer> sorted(List<String> values) {
    Map<String, Integer> counts = new TreeMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }

  /** What the tables hold: values of attributes, and texts that are not empty. */
  private record Cells(List<String> attributes, List<String> texts) {
    static Cells of(ConversionResult result) {
      Cells cells = new Cells(new ArrayList<>(), new ArrayList<>());
      for (TableOutput output : result.outputs()) {
        Path file = Path.of(output.path());
        List<String> names = List.copyOf(ParquetReadback.duckDbColumns(file).keySet());
        for (List<@Nullable String> row : ParquetReadback.agreed(file)) {
          for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            if (value != null && names.get(i).indexOf('@') >= 0) {
              cells.attributes.add(value);
            } else if (value != null && !value.isEmpty() && !KEYS.contains(names.get(i))) {
              cells.texts.add(value);
            }
          }
        }
      }
      return cells;
    }

    long characters() {
      return texts.stream().mapToLong(text -> text.codePointCount(0, text.length())).sum();
    }

    long uncounted() {
      return texts.stream()
          .mapToLong(t -> 2L * (t.getBytes(StandardCharsets.UTF_8).length / ORACLE_PIECE_BYTES))
          .sum();
    }
  }
}
