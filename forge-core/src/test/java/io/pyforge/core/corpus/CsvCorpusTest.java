package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delimited text: columns, rows, counts, sums and sample cells. */
class CsvCorpusTest {
  @TempDir Path out;

  @Test
  void csvIsReadAsOtherToolsReadIt() throws Exception {
    new CorpusRun(out).check("csv", 0.98, CsvCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionResult result =
        forge.convert(ConversionRequest.of(file.toString()).withOutput(out + ".parquet"));
    for (int i = 0; i < oracle.tables().size(); i++) {
      if (i >= result.outputs().size()) {
        return Optional.of(
            "tables " + result.outputs().size() + ", expected " + oracle.tables().size());
      }
      Optional<String> difference =
          TableCheck.difference(oracle, oracle.tables().get(i), result.outputs().get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }
}
