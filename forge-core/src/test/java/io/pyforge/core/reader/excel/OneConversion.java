package io.pyforge.core.reader.excel;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;

/** Converts the first argument to the second, in a process of its own. */
final class OneConversion {
  private OneConversion() {}

  public static void main(String[] arguments) {
    try (Forge forge = Forge.create()) {
      forge.convert(ConversionRequest.of(arguments[0]).withOutput(arguments[1]));
    }
  }
}
