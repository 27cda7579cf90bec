package io.pyforge.core.reader.json;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in tables or an INPUT failure, and the ways to read them agree. The stored inputs
 * are valid and damaged texts, and whatever once failed; {@code mvn -Pfuzz} looks for more.
 */
class JsonFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void everyWayToReadATextAgrees(byte[] attack) {
    JsonTrial.of(attack).check();
  }
}
