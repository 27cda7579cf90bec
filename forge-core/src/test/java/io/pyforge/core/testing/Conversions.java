package io.pyforge.core.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts texts in a folder of the test, and reads back what came out. */
public final class Conversions {
  /** What came out: columns as DuckDB names their types, rows, codes of the notices. */
  public record Outcome(
      ConversionResult result, Map<String, String> columns, List<List<@Nullable String>> rows) {
    public List<String> codes() {
      return result.notices().stream().map(Notice::code).toList();
    }

    public List<String> messages() {
      return result.notices().stream().map(Notice::message).toList();
    }

    public String types() {
      return String.join(" ", columns.values());
    }
  }

  private final Path folder;
  private final String name;
  private final HostEnvironment environment;

  /** For delimited text. */
  public Conversions(Path folder, int threads) {
    this(folder, "t.csv", threads);
  }

  /**
   * @param name of the files that texts are written to
   */
  public Conversions(Path folder, String name, int threads) {
    this.folder = folder;
    this.name = name;
    environment =
        new HostEnvironment(
            Map.of("PYFORGE_PARALLEL_WORKERS", Integer.toString(threads)),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir")));
  }

  public Path write(String file, byte[] content) throws IOException {
    return Files.write(folder.resolve(file), content);
  }

  public Outcome convert(String text, String... options) throws IOException {
    return convert(write(name, text.getBytes(StandardCharsets.UTF_8)), options);
  }

  /** Options are names and values by turns. */
  public Outcome convert(Path input, String... options) {
    ConversionResult result;
    try (Forge forge = Forge.create(environment)) {
      result = forge.convert(request(input, options));
    }
    Path output = Path.of(result.outputs().get(0).path());
    return new Outcome(
        result, ParquetReadback.duckDbColumns(output), ParquetReadback.agreed(output));
  }

  /** Converts into a folder of tables; the rows of each, by its name. */
  public Map<String, Outcome> convertTables(String text, String... options) throws IOException {
    Path input = write(name, text.getBytes(StandardCharsets.UTF_8));
    ConversionRequest request = request(input, options);
    ConversionResult result;
    try (Forge forge = Forge.create(environment)) {
      result = forge.convert(request.withOutput(folder.resolve("tables.parquet").toString()));
    }
    Map<String, Outcome> tables = new LinkedHashMap<>();
    for (TableOutput output : result.outputs()) {
      Path path = Path.of(output.path());
      tables.put(
          output.table(),
          new Outcome(result, ParquetReadback.duckDbColumns(path), ParquetReadback.agreed(path)));
    }
    return tables;
  }

  public ForgeException failure(String text, String... options) throws IOException {
    return failure(write(name, text.getBytes(StandardCharsets.UTF_8)), options);
  }

  public ForgeException failure(Path input, String... options) {
    try (Forge forge = Forge.create(environment)) {
      return catchThrowableOfType(
          ForgeException.class, () -> forge.convert(request(input, options)));
    }
  }

  /** Bytes of the output. */
  public byte[] bytes(Path input, String... options) throws IOException {
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
