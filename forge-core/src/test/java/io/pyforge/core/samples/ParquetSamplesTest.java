package io.pyforge.core.samples;

import java.util.Map;

/** Parquet of other software. */
class ParquetSamplesTest extends SamplesContract {
  ParquetSamplesTest() {
    super("parquet", 3);
  }

  @Override
  Map<String, String> options(String input) {
    return input.equals("orders.parquet") ? Map.of("child-tables", "true") : Map.of();
  }
}
