package io.pyforge.cli.command;

import io.pyforge.cli.option.PartOptions;
import io.pyforge.spi.engine.ConversionRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command that looks at one input; the options of readers are offered with it. */
abstract class InputCommand extends Command implements PartTaker {
  private final PartOptions parts = new PartOptions();
  private final PositionalParamSpec input =
      PositionalParamSpec.builder()
          .index("0")
          .arity("1")
          .required(true)
          .type(String.class)
          .paramLabel("INPUT")
          .description("A file or another location; - is standard input.")
          .build();

  InputCommand(Session session, String name, String description) {
    super(session, name, description);
    add(input);
    add(text("FORMAT", "Format of the input; detected when not given.", "--from"));
  }

  @Override
  public final Optional<String> failingInput() {
    return Optional.of(location());
  }

  @Override
  public final PartOptions parts() {
    return parts;
  }

  @Override
  public final boolean writing() {
    return false;
  }

  /** A request to read the input as asked. */
  final ConversionRequest request() {
    ConversionRequest request = ConversionRequest.of(location());
    String from = text("--from");
    return parts.applyTo(from == null ? request : request.withInputFormat(from));
  }

  private String location() {
    @Nullable Object value = input.getValue();
    return value == null ? "" : value.toString();
  }
}
