package io.pyforge.core.samples;

import java.util.Map;

/** XML. */
class XmlSamplesTest extends SamplesContract {
  XmlSamplesTest() {
    super("xml", 24);
  }

  @Override
  Map<String, String> options(String input) {
    return switch (input) {
      case "orders.xml", "recursive.xml" -> Map.of("child-tables", "true");
      case "numbered-tags.xml" -> Map.of("flatten-strategy", "aggressive");
      default -> Map.of();
    };
  }
}
