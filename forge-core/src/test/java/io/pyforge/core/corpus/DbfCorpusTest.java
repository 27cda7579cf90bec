package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dBASE tables: columns, rows, counts, sums and sample cells. */
class DbfCorpusTest {
  @TempDir Path out;

  @Test
  void dbfIsReadAsOtherToolsReadIt() throws Exception {
    new CorpusRun(out).check("dbf", 0.98, DbfCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionResult result =
        forge.convert(ConversionRequest.of(file.toString()).withOutput(out + ".parquet"));
    if (oracle.tables().isEmpty()) {
      return Optional.empty();
    }
    return TableCheck.difference(oracle, oracle.tables().get(0), result.outputs().get(0));
  }
}
