package io.pyforge.core.reader.excel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Any bytes end in rows or an INPUT failure, and the ways to read them agree. The stored inputs are
 * made by {@link FuzzInputs}, and whatever once failed; {@code mvn -Pfuzz} looks for more.
 */
class ExcelFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void everyWayToReadASheetAgrees(byte[] attack) throws IOException {
    SheetScanTrial.of(attack).check();
  }

  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void anyFileEndsInTablesOrAFailure(byte[] attack) throws IOException {
    new WorkbookTrial(attack).check();
  }
}
