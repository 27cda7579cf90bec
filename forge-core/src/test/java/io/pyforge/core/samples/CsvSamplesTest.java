package io.pyforge.core.samples;

/** Delimited text. */
class CsvSamplesTest extends SamplesContract {
  CsvSamplesTest() {
    super("csv", 35);
  }
}
