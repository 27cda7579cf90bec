package io.pyforge.core.reader.parquet;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes end in tables or an INPUT failure, in every way of handling arrays. The stored inputs
 * are small files of parquet-java, whole and damaged, and whatever once failed; {@code mvn -Pfuzz}
 * looks for more.
 */
class ParquetFuzzTest {
  @FuzzTest(maxDuration = "0s", maxExecutions = 1_000_000)
  void anyBytesEndInTablesOrAFailureOfTheInput(byte[] attack) {
    new ParquetTrial(attack).check();
  }
}
