package io.pyforge.core.samples;

import java.util.Map;

/** PDF documents; {@link PdfSampleFiles} makes the inputs. */
class PdfSamplesTest extends SamplesContract {
  PdfSamplesTest() {
    super("pdf", 5);
  }

  @Override
  Map<String, String> options(String input) {
    return input.equals("over-pages.pdf") ? Map.of("metadata", "true") : Map.of();
  }
}
