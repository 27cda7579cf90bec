package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts workbooks in a folder of the test and reads what they became with other software. */
final class Workbooks {
  /**
   * What a workbook became.
   *
   * @param tables rows by table, each row as its texts with bars between, nulls as {@code -}
   */
  record Outcome(ConversionResult result, Map<String, List<String>> tables) {
    /** Columns of a table with their types. */
    String columns(String table) {
      return result.outputs().stream()
          .filter(output -> output.table().equals(table))
          .flatMap(output -> output.schema().fields().stream())
          .map(field -> field.name() + ":" + field.type().name())
          .collect(Collectors.joining(" "));
    }

    /** Columns of the only table. */
    String columns() {
      return columns(result.outputs().get(0).table());
    }

    /** Rows of the only table. */
    List<String> rows() {
      return tables.values().iterator().next();
    }

    List<String> codes() {
      return result.notices().stream().map(Notice::code).toList();
    }

    /** The message of the first notice of a code. */
    String message(String code) {
      return result.notices().stream()
          .filter(notice -> notice.code().equals(code))
          .map(Notice::message)
          .findFirst()
          .orElse("no notice " + code + " among " + codes());
    }
  }

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private int count;

  Workbooks(Path folder) {
    this.folder = folder;
  }

  /** With an environment variable. */
  Workbooks with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Outcome convert(XlsxFile file, String... options) {
    return convert("book.xlsx", file.bytes(), options);
  }

  /** Options are names and values by turns. */
  Outcome convert(String name, byte[] content, String... options) {
    Path input = write(name, content);
    ConversionResult result;
    try (Forge forge = Forge.create(environment())) {
      result = forge.convert(request(input, options));
    }
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (TableOutput output : result.outputs()) {
      tables.put(output.table(), rows(output));
    }
    return new Outcome(result, tables);
  }

  private static List<String> rows(TableOutput output) {
    return ParquetReadback.agreed(Path.of(output.path())).stream().map(Workbooks::line).toList();
  }

  private static String line(List<@Nullable String> row) {
    return row.stream().map(cell -> cell == null ? "-" : cell).collect(Collectors.joining("|"));
  }

  ForgeException failure(XlsxFile file, String... options) {
    return failure("book.xlsx", file.bytes(), options);
  }

  ForgeException failure(String name, byte[] content, String... options) {
    Path input = write(name, content);
    try (Forge forge = Forge.create(environment())) {
      return catchThrowableOfType(
          ForgeException.class, () -> forge.convert(request(input, options)));
    }
  }

  private Path write(String name, byte[] content) {
    try {
      Path place = Files.createDirectory(folder.resolve("in" + ++count));
      return Files.write(place.resolve(name), content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HostEnvironment environment() {
    return new HostEnvironment(
        variables,
        Map.of(
            "user.home",
            folder.toString(),
            "java.io.tmpdir",
            System.getProperty("java.io.tmpdir")));
  }

  private ConversionRequest request(Path input, String... options) {
    ConversionRequest request =
        ConversionRequest.of(input.toString())
            .withOutput(folder.resolve("out" + count + ".parquet").toString());
    for (int i = 0; i < options.length; i += 2) {
      request = request.withOption(options[i], options[i + 1]);
    }
    return request;
  }

  /** The names of columns. */
  static List<String> names(TableOutput output) {
    return output.schema().fields().stream().map(Field::name).toList();
  }
}
