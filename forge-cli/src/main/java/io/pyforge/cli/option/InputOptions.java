package io.pyforge.cli.option;

import io.pyforge.spi.engine.ConversionRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One input and how to read it; for the commands that look at a file. */
public final class InputOptions {
  @Parameters(
      paramLabel = "INPUT",
      description = "A file or another location; - is standard input.")
  private String input = "";

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "Format of the input; detected when not given.")
  private @Nullable String from;

  private final PartOptions parts = new PartOptions();

  /** Options not yet parsed. */
  public InputOptions() {}

  /** The options of readers. */
  public PartOptions parts() {
    return parts;
  }

  /** The input's location. */
  public String input() {
    return input;
  }

  /** A request to read the input as asked. */
  public ConversionRequest request() {
    ConversionRequest request = ConversionRequest.of(input);
    return parts.applyTo(from == null ? request : request.withInputFormat(from));
  }
}
