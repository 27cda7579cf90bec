package io.pyforge.core.reader.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.BatchCursor;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One attack on the reader: a document with options. It ends in tables or an INPUT failure, and its
 * text is the same as plain lines and as a table of lines.
 */
record PdfTrial(byte[] document, Map<String, String> options) {
  /** An attack from arbitrary bytes: the first one chooses options, the rest is the document. */
  static PdfTrial of(byte[] attack) {
    int head = attack.length == 0 ? 0 : attack[0];
    Map<String, String> options = new TreeMap<>();
    options.put("max-page-bytes", "1MiB");
    String[] modes = {"auto", "lattice", "stream", "auto"};
    options.put("pdf-mode", modes[head & 3]);
    if ((head & 4) != 0) {
      options.put("metadata", "true");
    }
    if ((head & 8) != 0) {
      options.put("types", "string");
    }
    if ((head & 16) != 0) {
      options.put("area", "50,50,700,500");
    }
    byte[] document =
        attack.length < 2 ? new byte[0] : Arrays.copyOfRange(attack, 1, attack.length);
    return new PdfTrial(document, options);
  }

  void check() {
    read(options, Optional.empty());
    Map<String, String> text = new TreeMap<>(options);
    text.put("pdf-mode", "text");
    text.remove("metadata");
    Optional<List<List<String>>> table = read(text, Optional.of("parquet"));
    Optional<List<List<String>>> lines = read(text, Optional.of("txt"));
    assertThat(lines.isPresent()).isEqualTo(table.isPresent());
    if (table.isPresent() && lines.isPresent()) {
      assertThat(lines.get().stream().map(row -> row.get(0)).toList())
          .isEqualTo(table.get().stream().map(row -> row.get(2)).toList());
    }
  }

  /** The rows of all tables; empty when the document is refused. */
  private Optional<List<List<String>>> read(
      Map<String, String> chosen, Optional<String> outputFormat) {
    Path folder;
    try {
      folder = Files.createTempDirectory("pdf-trial");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<List<String>> rows = new ArrayList<>();
    try (TabularInput input =
        new PdfReader()
            .open(
                new MemorySource("t.pdf", document),
                OptionValues.of(chosen),
                new Context(folder, outputFormat))) {
      Set<String> names = new HashSet<>();
      input.tables().forEach(table -> names.add(table.name()));
      RecordBatch batch = new RecordBatch();
      try (TableScan scan = input.scan(names)) {
        while (scan.read(batch, new ScanLog())) {
          BatchCursor cursor = new BatchCursor(batch);
          while (cursor.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < batch.schema().width(); i++) {
              row.add(String.valueOf(cursor.text(i)));
            }
            rows.add(row);
          }
        }
      }
      return Optional.of(rows);
    } catch (ForgeException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
      return Optional.empty();
    } catch (SchemaMiss e) {
      throw new AssertionError("every value was seen before", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Context(Path folder, Optional<String> outputFormat) implements ReadContext {
    @Override
    public Path newTempFile(String suffix) throws IOException {
      return Files.createTempFile(folder, "t", suffix);
    }

    @Override
    public void checkCancelled() {
      // Nobody stops it.
    }

    @Override
    public int threads() {
      return 1;
    }
  }
}
