package io.pyforge.core.reader.xml;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts XML in a folder of the test, and reads the Parquet files back. */
final class XmlConversions {
  /**
   * A table as text: a line of {@code name} or {@code name:TYPE} for each column that is no text,
   * and a line for each row; fields joined by {@code |}, null as {@code -}, empty text as {@code
   * ''}.
   */
  record Outcome(ConversionResult result, Map<String, String> tables) {
    /** The only table. */
    String table() {
      if (tables.size() != 1) {
        throw new AssertionError("tables " + tables.keySet());
      }
      return tables.values().iterator().next();
    }

    List<String> codes() {
      return result.notices().stream().map(Notice::code).toList();
    }
  }

  private final Path folder;

  XmlConversions(Path folder) {
    this.folder = folder;
  }

  /** Options are names and values by turns. */
  Outcome convert(String xml, String... options) throws IOException {
    return convert(write(xml.getBytes(StandardCharsets.UTF_8)), options);
  }

  Outcome convert(byte[] xml, String... options) throws IOException {
    return convert(write(xml), options);
  }

  Outcome convert(Path input, String... options) {
    try (Forge forge = forge()) {
      ConversionResult result = forge.convert(request(input, options));
      Map<String, String> tables = new LinkedHashMap<>();
      for (TableOutput output : result.outputs()) {
        tables.put(output.table(), shown(Path.of(output.path())));
      }
      return new Outcome(result, tables);
    }
  }

  ForgeException failure(String xml, String... options) throws IOException {
    return failure(xml.getBytes(StandardCharsets.UTF_8), options);
  }

  ForgeException failure(byte[] xml, String... options) throws IOException {
    Path input = write(xml);
    try (Forge forge = forge()) {
      return catchThrowableOfType(
          ForgeException.class, () -> forge.convert(request(input, options)));
    }
  }

  Map<String, String> properties(byte[] xml, String... options) throws IOException {
    Path input = write(xml);
    try (Forge forge = forge()) {
      return forge.info(request(input, options)).properties();
    }
  }

  Path write(byte[] xml) throws IOException {
    return Files.write(folder.resolve("t.xml"), xml);
  }

  private Forge forge() {
    return Forge.create(
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true"),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir"))));
  }

  private ConversionRequest request(Path input, String... options) {
    ConversionRequest request =
        ConversionRequest.of(input.toString())
            .withOutput(folder.resolve("out-" + System.nanoTime() + ".parquet").toString())
            .withOutputFormat("parquet");
    for (int i = 0; i < options.length; i += 2) {
      request = request.withOption(options[i], options[i + 1]);
    }
    return request;
  }

  private static String shown(Path parquet) {
    Map<String, String> columns = ParquetReadback.duckDbColumns(parquet);
    List<String> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    columns.forEach((name, type) -> header.add(type.equals("VARCHAR") ? name : name + ":" + type));
    lines.add(String.join("|", header));
    for (List<@Nullable String> row : ParquetReadback.agreed(parquet)) {
      List<String> fields = new ArrayList<>();
      for (String value : row) {
        fields.add(value == null ? "-" : value.isEmpty() ? "''" : value);
      }
      lines.add(String.join("|", fields));
    }
    return String.join("\n", lines);
  }
}
