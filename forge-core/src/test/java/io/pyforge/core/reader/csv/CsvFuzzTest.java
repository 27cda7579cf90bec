package io.pyforge.core.reader.csv;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in a table or an INPUT failure, and the ways to read them agree. The stored inputs
 * are valid and damaged texts of many dialects, and whatever once failed; {@code mvn -Pfuzz} looks
 * for more.
 */
class CsvFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void everyWayToReadATextAgrees(byte[] attack) {
    CsvTrial.of(attack).check();
  }
}
