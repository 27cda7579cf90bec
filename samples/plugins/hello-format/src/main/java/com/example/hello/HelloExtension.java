package com.example.hello;

import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.reader.FormatReader;
import java.util.List;

/** The entry of the plug-in: named in its service file, constructed by the application. */
public final class HelloExtension implements ForgeExtension {
  @Override
  public String id() {
    return "hello";
  }

  @Override
  public int spiLevel() {
    return 1;
  }

  @Override
  public String description() {
    return "Reads .hello files";
  }

  @Override
  public List<FormatReader> readers() {
    return List.of(new HelloReader());
  }
}
