package io.pyforge.core.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.Conversions.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output does not depend on the number of threads. */
class ThreadCountTest {
  private static final int ROWS = 700_000;

  @TempDir Path folder;

  @Test
  void columnsThatWidenInDifferentBlocksGiveTheSameBytes() throws IOException {
    Path input = folder.resolve("late.csv");
    Files.writeString(input, late(false), StandardCharsets.UTF_8);
    Outcome out = new Conversions(folder, 2).convert(input);
    assertThat(out.types()).isEqualTo("BIGINT DECIMAL(18,2) VARCHAR DATE VARCHAR");
    assertThat(out.rows()).hasSize(ROWS);
    assertThat(out.rows().get(300_000)).containsExactly("300000", "0.25", "300000", null, null);
    assertThat(out.rows().get(450_000)).containsExactly("450000", "450000.00", "late", null, null);
    assertThat(out.rows().get(600_000))
        .containsExactly("600000", "600000.00", "600000", "2024-02-29", null);
    assertThat(out.rows().get(650_000))
        .containsExactly("650000", "650000.00", "650000", null, "extra");
    assertThat(out.codes())
        .containsExactly(
            "type-widened", "type-widened", "type-widened", "column-added", "short-rows");
    sameBytes(input);
  }

  @Test
  void rejectedRowsAreTheSame() throws IOException {
    Path input = folder.resolve("ragged.csv");
    Files.writeString(input, late(true), StandardCharsets.UTF_8);
    List<String> rejects = sameBytes(input, "on-ragged", "reject");
    assertThat(rejects.get(0).lines().skip(1).map(line -> line.split(",")[1]))
        .containsExactly("200002", "500002", "650002");
  }

  /** The rejects file of each run, or nothing. */
  private List<String> sameBytes(Path input, String... options) throws IOException {
    List<byte[]> outputs = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    for (int threads : new int[] {1, 2, 7}) {
      outputs.add(new Conversions(folder, threads).bytes(input, options));
      Path file = folder.resolve("out.parquet.rejects.csv");
      rejects.add(Files.exists(file) ? Files.readString(file) : "");
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
    assertThat(rejects).containsOnly(rejects.get(0));
    return rejects;
  }

  private static String late(boolean ragged) {
    StringBuilder text = new StringBuilder(24 * ROWS).append("id,n,m,day\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(',');
      text.append(i == 300_000 ? "0.25" : Integer.toString(i)).append(',');
      text.append(i == 450_000 ? "late" : Integer.toString(i)).append(',');
      text.append(i == 600_000 ? "2024-02-29" : "");
      text.append(i == 650_000 || ragged && (i == 200_000 || i == 500_000) ? ",extra" : "");
      text.append('\n');
    }
    return text.toString();
  }
}
