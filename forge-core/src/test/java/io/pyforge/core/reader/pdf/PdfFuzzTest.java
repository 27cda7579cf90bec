package io.pyforge.core.reader.pdf;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in text and tables or an INPUT failure. The stored inputs are documents of many
 * kinds, whole and damaged, and whatever once failed; {@code mvn -Pfuzz} looks for more.
 */
class PdfFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void anyDocumentEndsInTextOrAFailure(byte[] attack) {
    PdfTrial.of(attack).check();
  }
}
