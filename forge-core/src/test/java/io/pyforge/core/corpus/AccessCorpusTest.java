package io.pyforge.core.corpus;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of Access: tables, columns, rows, counts, sums and sample cells. */
class AccessCorpusTest {
  @TempDir Path out;

  @Test
  void databasesAreReadAsOtherToolsReadThem() throws Exception {
    new CorpusRun(out).check("access", 0.98, AccessCorpusTest::difference);
  }

  private static Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out)
      throws IOException {
    ConversionRequest request =
        ConversionRequest.of(file.toString()).withOutput(out + ".parquet").withForce(true);
    String password = (String) oracle.json().get("password");
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
    if (password != null) {
      request = request.withOption("password", password);
    }
    ConversionResult result = forge.convert(request);
    for (Oracle.Table expected : oracle.tables()) {
      Optional<TableOutput> actual =
          result.outputs().stream().filter(o -> o.table().equals(expected.name())).findFirst();
      if (actual.isEmpty()) {
        return Optional.of("table " + expected.name() + " is missing");
      }
      Optional<String> difference = TableCheck.difference(oracle, expected, actual.get());
      if (difference.isPresent()) {
        return Optional.of(expected.name() + ": " + difference.get());
      }
    }
    return result.failedTables().isEmpty()
        ? Optional.empty()
        : Optional.of("failed: " + result.failedTables());
  }
}
