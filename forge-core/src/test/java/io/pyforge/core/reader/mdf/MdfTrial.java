package io.pyforge.core.reader.mdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.core.Forge;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts data files in a folder of the test, and reads back what came out. */
final class MdfTrial {
  /**
   * What came out.
   *
   * @param rows of each table
   * @param types the columns of each table: {@code id int32, name text}
   */
  record Outcome(
      ConversionResult result,
      Map<String, List<List<@Nullable String>>> rows,
      Map<String, String> types) {
    /** The rows of the only table. */
    List<List<@Nullable String>> only() {
      assertThat(rows).hasSize(1);
      return rows.values().iterator().next();
    }

    /** The columns of the only table. */
    String onlyTypes() {
      return types.values().iterator().next();
    }

    List<String> codes() {
      return result.notices().stream().map(Notice::code).toList();
    }

    List<String> messages() {
      return result.notices().stream().map(Notice::message).toList();
    }

    List<String> failures() {
      return result.failedTables().stream()
          .map((FailedTable f) -> f.table() + " " + f.code())
          .toList();
    }
  }

  private final Path folder;
  private int conversions;

  MdfTrial(Path folder) {
    this.folder = folder;
  }

  private Forge forge(int threads) {
    return Forge.create(
        new HostEnvironment(
            Map.of("PYFORGE_PARALLEL_WORKERS", Integer.toString(threads)),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir"))));
  }

  /** Options are names and values by turns. */
  Outcome convert(byte[] file, String... options) {
    return convert(2, file, options);
  }

  Outcome convert(int threads, byte[] file, String... options) {
    ConversionResult result;
    try (Forge forge = forge(threads)) {
      result = forge.convert(request(file, options));
    }
    Map<String, List<List<@Nullable String>>> rows = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    for (TableOutput output : result.outputs()) {
      rows.put(output.table(), ParquetReadback.agreed(Path.of(output.path())));
      types.put(
          output.table(),
          String.join(", ", output.schema().fields().stream().map(MdfTrial::shown).toList()));
    }
    return new Outcome(result, rows, types);
  }

  private static String shown(Field field) {
    return field.name() + " " + field.type().name() + (field.nullable() ? "" : " not null");
  }

  ForgeException failure(byte[] file, String... options) {
    try (Forge forge = forge(2)) {
      ForgeException failure =
          catchThrowableOfType(ForgeException.class, () -> forge.convert(request(file, options)));
      assertThat(failure).as("failure").isNotNull();
      return failure;
    }
  }

  private ConversionRequest request(byte[] file, String... options) {
    try {
      Path input = Files.write(folder.resolve("t.mdf"), file);
      ConversionRequest request =
          ConversionRequest.of(input.toString())
              .withOutput(folder.resolve("out" + ++conversions + ".parquet").toString());
      for (int i = 0; i < options.length; i += 2) {
        request = request.withOption(options[i], options[i + 1]);
      }
      return request;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
