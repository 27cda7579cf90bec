package io.pyforge.core.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.Forge;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format that is written, from two formats that are read: the same table, the same bytes. */
class FormatMatrixTest {
  private static final Path SALES = Path.of("..", "samples", "input", "csv", "sales.csv");

  @TempDir private Path folder;

  @Test
  void aTableGivesTheSameOutputWhateverItIsReadFrom() throws IOException {
    HostEnvironment environment =
        new HostEnvironment(
            Map.of(),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir")));
    Path csv = Files.copy(SALES, folder.resolve("sales.csv"));
    try (Forge forge = Forge.create(environment)) {
      Path parquet = convert(forge, csv, "sales.parquet");
      TreeSet<String> written = new TreeSet<>();
      for (FormatEntry format : forge.formats()) {
        if (format.writable() && !format.format().equals("parquet")) {
          String suffix = format.suffixes().get(0);
          byte[] fromCsv = Files.readAllBytes(convert(forge, csv, "csv-to." + suffix));
          byte[] fromParquet = Files.readAllBytes(convert(forge, parquet, "parquet-to." + suffix));
          assertThat(fromCsv).as(format.format()).isNotEmpty();
          assertThat(fromParquet).as(format.format()).isEqualTo(fromCsv);
          written.add(format.format());
        }
      }
      assertThat(written).containsAll(List.of("csv", "json", "jsonl", "txt", "xlsx"));
    }
  }

  private Path convert(Forge forge, Path input, String output) {
    ConversionResult result =
        forge.convert(
            ConversionRequest.of(input.toString()).withOutput(folder.resolve(output).toString()));
    assertThat(result.rowCount()).isEqualTo(12);
    assertThat(result.notices()).isEmpty();
    return Path.of(result.outputPath());
  }
}
