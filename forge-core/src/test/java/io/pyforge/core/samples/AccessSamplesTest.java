package io.pyforge.core.samples;

/** Databases of Access; {@code AccessSampleFiles} makes the inputs. */
class AccessSamplesTest extends SamplesContract {
  AccessSamplesTest() {
    super("access", 2);
  }
}
