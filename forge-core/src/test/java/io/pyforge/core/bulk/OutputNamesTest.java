package io.pyforge.core.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.engine.InputSearch.Found;
import io.pyforge.spi.input.SourceStat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Names where even short marks are the same. */
class OutputNamesTest {
  @Test
  void inputsOfOneNameWhoseMarksBeginAlikeGetWholeMarks() {
    List<String> alike = twoWhoseMarksBeginAlike();
    List<Found> inputs =
        List.of(found(alike.get(0)), found(alike.get(1)), found("/another/x/a.csv"));
    OutputNames names =
        OutputNames.of(inputs, any -> "parquet", Optional.of("out"), UnaryOperator.identity());
    assertThat(inputs)
        .extracting(names::place)
        .containsExactly(
            "out/x_a_csv_" + sha256(alike.get(0)) + ".parquet",
            "out/x_a_csv_" + sha256(alike.get(1)) + ".parquet",
            "out/x_a_csv_" + sha256("/another/x/a.csv").substring(0, 6) + ".parquet");
  }

  private static List<String> twoWhoseMarksBeginAlike() {
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; ; i++) {
      String location = "/" + i + "/x/a.csv";
      String before = seen.put(sha256(location).substring(0, 6), location);
      if (before != null) {
        return List.of(before, location);
      }
    }
  }

  private static Found found(String location) {
    return new Found(location, SourceStat.UNKNOWN, "");
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
