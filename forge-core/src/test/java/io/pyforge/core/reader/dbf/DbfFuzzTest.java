package io.pyforge.core.reader.dbf;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in rows or an INPUT failure, and pieces of any size give the same. The stored
 * inputs are made by {@link DbfFuzzInputs}, and whatever once failed; {@code mvn -Pfuzz} looks for
 * more.
 */
class DbfFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void anyTableEndsInRowsOrAFailure(byte[] attack) {
    DbfTrial.of(attack).check();
  }
}
