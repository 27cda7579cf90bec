package io.pyforge.core.reader.access;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * A database with any bytes changed ends in tables, tables that failed, or an INPUT failure. The
 * stored inputs are changes by {@link AccessFuzzInputs}, and whatever once failed; {@code mvn
 * -Pfuzz} looks for more.
 */
class AccessFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void aDamagedDatabaseEndsInTablesOrAFailure(byte[] attack) throws IOException {
    AccessTrial.of(attack).check();
  }
}
