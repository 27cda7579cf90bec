package io.pyforge.core.reader.mdf;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any change to a data file ends in rows or INPUT failures, and what comes out is whole. Files are
 * too long for inputs, so an input is a list of changes to the pages of a file that is made here;
 * its pages have no checksums, which lets every change reach what reads it.
 */
class MdfFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void everyChangeEndsInRowsOrFailures(byte[] attack) {
    DamagedDatabase.of(attack).check();
  }
}
