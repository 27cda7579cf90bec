package io.pyforge.cli.command;

import io.pyforge.cli.option.OutputOptions;
import io.pyforge.cli.output.Reports;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What the built-in commands have in common. {@link #call} returns the exit status. */
public abstract class Command implements Callable<Integer> {
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Session session;

  Command(Session session) {
    this.session = session;
  }

  /** The input that a failure of this command is about, if it has one. */
  public Optional<String> failingInput() {
    return Optional.empty();
  }

  /** The options every command has. */
  public final OutputOptions output() {
    return output;
  }

  final Session session() {
    return session;
  }

  final Reports reports() {
    return new Reports(session.terminal());
  }
}
