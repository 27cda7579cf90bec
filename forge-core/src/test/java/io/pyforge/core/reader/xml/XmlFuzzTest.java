package io.pyforge.core.reader.xml;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in tables or an INPUT failure, however much is sampled and held. The stored inputs
 * are documents of many kinds, whole and damaged, and whatever once failed; {@code mvn -Pfuzz}
 * looks for more.
 */
class XmlFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void everyWayToReadADocumentAgrees(byte[] attack) {
    XmlTrial.of(attack).check();
  }
}
