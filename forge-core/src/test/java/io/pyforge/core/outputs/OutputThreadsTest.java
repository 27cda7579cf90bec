package io.pyforge.core.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of an output do not depend on the number of threads, and come out right. */
class OutputThreadsTest {
  private static final int ROWS = 150_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out.csv",
        "out.csv.gz",
        "out.csv.zst",
        "out.tsv",
        "out.json",
        "out.jsonl.zst",
        "out.txt",
        "out.xlsx"
      })
  void sameBytesWithOneTwoAndSevenThreads(String name) throws IOException {
    Path input = Files.writeString(folder.resolve("input.csv"), text());
    byte[] alone = bytes(input, name, 1);
    assertThat(alone).hasSizeGreaterThan(100_000);
    assertThat(bytes(input, name, 2)).isEqualTo(alone);
    assertThat(bytes(input, name, 7)).isEqualTo(alone);
    if (name.equals("out.csv")) {
      assertThat(alone).asString().isEqualTo(text().replace("\n", "\r\n"));
    }
  }

  /** A value that fits no type comes late, so that there are two passes. */
  private static String text() {
    StringBuilder text = new StringBuilder("id,price,day,name,late\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(',').append(i / 4).append('.').append(i % 4 * 25 + 10).append(",2024-");
      text.append(10 + i % 3).append('-').append(10 + i % 20).append(",name ").append(i * 31 % 97);
      text.append(',').append(i == ROWS - 5 ? "word" : Integer.toString(i % 7)).append('\n');
    }
    return text.toString();
  }

  private byte[] bytes(Path input, String name, int threads) throws IOException {
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("PYFORGE_PARALLEL_WORKERS", Integer.toString(threads)),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir")));
    try (Forge forge = Forge.create(environment)) {
      ConversionResult result =
          forge.convert(
              ConversionRequest.of(input.toString())
                  .withOutput(folder.resolve(name).toString())
                  .withForce(true));
      assertThat(result.notices()).hasSize(1).first().asString().contains("type-widened");
      return Files.readAllBytes(Path.of(result.outputs().get(0).path()));
    }
  }
}
