package io.pyforge.cli.command;

import io.pyforge.cli.output.Reports;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What the built-in commands have in common. {@link #call} returns the exit status.
 *
 * <p>Options are declared by calls, not by annotations: reading those makes a proxy class for each
 * annotation type at every start, which no class-data archive holds.
 */
public abstract class Command implements Callable<Integer> {
  private final Session session;
  private final CommandSpec spec;

  Command(Session session, String name, String description) {
    this.session = session;
    this.spec = CommandSpec.wrapWithoutInspection(this);
    spec.name(name).usageMessage().description(description);
    add(flag("Print one JSON document instead of text.", "--json"));
    add(flag("Log every decision, and show stack traces, on standard error.", "-v", "--verbose"));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit.")
            .build());
  }

  /** How picocli sees it. */
  public final CommandSpec spec() {
    return spec;
  }

  /** The input that a failure of this command is about, if it has one. */
  public Optional<String> failingInput() {
    return Optional.empty();
  }

  final Session session() {
    return session;
  }

  final Reports reports() {
    return new Reports(session.terminal());
  }

  /** Whether the result is wanted as a JSON document. */
  final boolean json() {
    return isSet("--json");
  }

  /** Whether every decision is to be logged. */
  final boolean verbose() {
    return isSet("--verbose");
  }

  final void add(OptionSpec option) {
    spec.addOption(option);
  }

  final void add(PositionalParamSpec argument) {
    spec.addPositional(argument);
  }

  /** The end of the help: what else to know, with an example, and the exit statuses. */
  final void endHelp(List<String> statuses, String... footer) {
    Map<String, String> list = new LinkedHashMap<>();
    for (String status : statuses) {
      int colon = status.indexOf(':');
      list.put(status.substring(0, colon), status.substring(colon + 1));
    }
    spec.usageMessage().exitCodeListHeading(Statuses.HEADING).exitCodeList(list).footer(footer);
  }

  final boolean isSet(String option) {
    return Boolean.TRUE.equals(value(option));
  }

  final @Nullable String text(String option) {
    Object value = value(option);
    return value == null ? null : value.toString();
  }

  final int number(String option) {
    if (value(option) instanceof Integer number) {
      return number;
    }
    throw new IllegalStateException("option " + option + " has no default");
  }

  static OptionSpec flag(String help, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
  }

  static OptionSpec text(String label, String help, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(help)
        .build();
  }

  static OptionSpec number(int defaultValue, String help, String... names) {
    return OptionSpec.builder(names)
        .type(int.class)
        .arity("1")
        .paramLabel("N")
        .defaultValue(String.valueOf(defaultValue))
        .description(help + " Default: " + defaultValue + ".")
        .build();
  }

  private @Nullable Object value(String option) {
    OptionSpec found = spec.findOption(option);
    if (found == null) {
      throw new IllegalArgumentException("the command has no option " + option);
    }
    return found.getValue();
  }
}
