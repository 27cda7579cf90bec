package io.pyforge.core.samples;

/** dBASE tables; {@code DbfSampleFiles} makes the inputs. */
class DbfSamplesTest extends SamplesContract {
  DbfSamplesTest() {
    super("dbf", 5);
  }
}
