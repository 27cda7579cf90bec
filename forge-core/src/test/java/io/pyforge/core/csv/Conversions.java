package io.pyforge.core.csv;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts texts in a folder of the test. */
final class Conversions {
  /** What came out: columns as DuckDB names their types, rows, codes of the notices. */
  record Outcome(
      ConversionResult result, Map<String, String> columns, List<List<@Nullable String>> rows) {
    List<String> codes() {
      return result.notices().stream().map(Notice::code).toList();
    }

    List<String> messages() {
      return result.notices().stream().map(Notice::message).toList();
    }

    String types() {
      return String.join(" ", columns.values());
    }
  }

  private final Path folder;
  private final HostEnvironment environment;

  Conversions(Path folder, int threads) {
    this.folder = folder;
    environment =
        new HostEnvironment(
            Map.of("PYFORGE_PARALLEL_WORKERS", Integer.toString(threads)),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir")));
  }

  Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  Outcome convert(String text, String... options) throws IOException {
    return convert(write("t.csv", text.getBytes(StandardCharsets.UTF_8)), options);
  }

  /** Options are names and values by turns. */
  Outcome convert(Path input, String... options) {
    ConversionResult result;
    try (Forge forge = Forge.create(environment)) {
      result = forge.convert(request(input, options));
    }
    Path output = Path.of(result.outputs().get(0).path());
    return new Outcome(
        result, ParquetReadback.duckDbColumns(output), ParquetReadback.agreed(output));
  }

  ForgeException failure(String text, String... options) throws IOException {
    return failure(write("t.csv", text.getBytes(StandardCharsets.UTF_8)), options);
  }

  ForgeException failure(Path input, String... options) {
    try (Forge forge = Forge.create(environment)) {
      return catchThrowableOfType(
          ForgeException.class, () -> forge.convert(request(input, options)));
    }
  }

  /** Bytes of the output. */
  byte[] bytes(Path input, String... options) throws IOException {
    try (Forge forge = Forge.create(environment)) {
      return Files.readAllBytes(
          Path.of(forge.convert(request(input, options)).outputs().get(0).path()));
    }
  }

  private ConversionRequest request(Path input, String... options) {
    ConversionRequest request =
        ConversionRequest.of(input.toString())
            .withOutput(folder.resolve("out.parquet").toString())
            .withForce(true);
    for (int i = 0; i < options.length; i += 2) {
      request = request.withOption(options[i], options[i + 1]);
    }
    return request;
  }
}
