package io.pyforge.core.samples;

/** Data files of SQL Server; {@link MdfSampleFiles} makes the inputs. */
class MdfSamplesTest extends SamplesContract {
  MdfSamplesTest() {
    super("mdf", 3);
  }
}
