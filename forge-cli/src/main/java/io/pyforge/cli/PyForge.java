package io.pyforge.cli;

import io.pyforge.cli.command.BuiltInCommands;
import io.pyforge.cli.command.Command;
import io.pyforge.cli.command.PartTaker;
import io.pyforge.cli.command.RootCommand;
import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Failures;
import io.pyforge.cli.output.Terminal;
import io.pyforge.core.engine.SeparatePlugin;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: arguments enter, an exit status leaves.
 *
 * <p>Start-up decides what a short conversion costs, so only what the arguments need is made: one
 * command of the built-in ones, the options of formats only when an argument is not one of the
 * command's own, the commands of extensions only when the first word is no built-in command.
 */
public final class PyForge {
  /** Wide enough for every terminal; the documentation has the same lines. */
  private static final Set<String> COMMON_FLAGS = Set.of("--json", "-v", "--verbose");

  private static final int HELP_WIDTH = 80;

  private final Session session;
  private final List<String> arguments;

  private PyForge(Session session, List<String> arguments) {
    this.session = session;
    this.arguments = flagsBehindCommand(arguments);
  }

  /** {@code pyforge --json info x} means {@code pyforge info --json x}. */
  private static List<String> flagsBehindCommand(List<String> arguments) {
    List<String> flags = new ArrayList<>();
    int command = 0;
    while (command < arguments.size() && COMMON_FLAGS.contains(arguments.get(command))) {
      flags.add(arguments.get(command++));
    }
    if (flags.isEmpty() || command == arguments.size() || arguments.get(command).startsWith("-")) {
      return List.copyOf(arguments);
    }
    List<String> moved = new ArrayList<>(arguments.subList(command, command + 1));
    moved.addAll(flags);
    moved.addAll(arguments.subList(command + 1, arguments.size()));
    return List.copyOf(moved);
  }

  /** Runs one command and closes the session. */
  public static int run(Session session, List<String> arguments) {
    PyForge run = new PyForge(session, arguments);
    try (session) {
      return run.execute();
    } catch (RuntimeException | Error e) {
      // What neither a command nor picocli caught: a broken extension, memory, a linkage error.
      return run.report(e, Optional.empty());
    }
  }

  /**
   * The whole built-in command line, with the options of every format: what its documentation and
   * shell completion are made from.
   */
  public static CommandLine commandLine(Session session) {
    return new PyForge(session, List.of("help")).commandLine(true);
  }

  private int execute() {
    if (verbose()) {
      session.logEverything();
    }
    return commandLine(false).execute(arguments.toArray(String[]::new));
  }

  private CommandLine commandLine(boolean builtInsOnly) {
    CommandLine line = new CommandLine(new RootCommand(session).spec());
    CommandSpec root = line.getCommandSpec();
    BuiltInCommands builtIns = new BuiltInCommands(session, root);
    String word = firstWord();
    if (builtIns.names().contains(word) && !word.equals("help") && !word.equals("completion")) {
      add(line, word, builtIns.create(word));
    } else if (!word.isEmpty()
        || asksForHelp()
        || !(given("--version") || given("--list-extensions"))) {
      builtIns.names().forEach(name -> add(line, name, builtIns.create(name)));
      if (!builtInsOnly) {
        addContributed(line, builtIns);
      }
    }
    Terminal terminal = session.terminal();
    Failures failures = new Failures(terminal);
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExitCodeExceptionMapper(failures);
    line.setParameterExceptionHandler((e, args) -> report(refusal(e), Optional.empty()));
    line.setExecutionExceptionHandler((e, command, parsed) -> report(e, inputOf(command)));
    forEach(line, this::tidy);
    return line;
  }

  private CommandLine add(CommandLine line, String name, Object command) {
    CommandLine sub =
        command instanceof Command builtIn
            ? new CommandLine(builtIn.spec())
            : new CommandLine(command);
    line.addSubcommand(name, sub);
    if (command instanceof PartTaker taker && needsPartOptions(sub.getCommandSpec())) {
      taker
          .parts()
          .offer(
              sub.getCommandSpec(),
              session.forge().formats(),
              taker.writing() ? session.forge().options() : List.of(),
              session.forge().storageOptions(),
              taker.writing(),
              arguments);
    }
    return sub;
  }

  /** A contributed command may not take a built-in name, and a broken one stops no other. */
  private void addContributed(CommandLine line, BuiltInCommands builtIns) {
    Optional<CommandContribution> wanted = session.forge().command(firstWord());
    for (CommandContribution contribution :
        wanted.isPresent() ? List.of(wanted.get()) : session.forge().commands()) {
      if (builtIns.names().contains(contribution.name())) {
        session
            .terminal()
            .warning(
                "an extension's command " + contribution.name() + " is ignored: the name is taken");
        continue;
      }
      try {
        CommandLine contributed =
            contribution.command() instanceof CommandLine whole
                ? whole
                : new CommandLine(contribution.command());
        line.addSubcommand(contribution.name(), contributed);
        for (Map.Entry<String, String> builtIn : contribution.builtIns().entrySet()) {
          if (words().size() < 2 || words().get(1).equals(builtIn.getKey())) {
            CommandLine added =
                add(contributed, builtIn.getKey(), builtIns.create(builtIn.getValue()));
            rename(added, contribution, builtIn);
          }
        }
      } catch (RuntimeException | LinkageError e) {
        session
            .terminal()
            .warning("an extension's command " + contribution.name() + " cannot be used: " + e);
      }
    }
  }

  /** Lets the help of a built-in command show the name by which it was asked for. */
  private static void rename(
      CommandLine line, CommandContribution contribution, Map.Entry<String, String> builtIn) {
    String name = "pyforge " + builtIn.getValue() + " ";
    String other = "pyforge " + contribution.name() + " " + builtIn.getKey() + " ";
    CommandLine.Model.UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.customSynopsis(replaced(usage.customSynopsis(), name, other));
    usage.footer(replaced(usage.footer(), name, other));
    if (!builtIn.getKey().equals(builtIn.getValue())) {
      usage.description("The same as " + builtIn.getValue() + ".");
    }
  }

  private static String[] replaced(String[] lines, String text, String other) {
    return Stream.of(lines).map(line -> line.replace(text, other)).toArray(String[]::new);
  }

  private void tidy(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().abbreviateSynopsis(true);
    spec.usageMessage().parameterListHeading("%n");
    spec.usageMessage().optionListHeading("%nOptions:%n");
    if (spec.name().equals("help")) {
      spec.usageMessage().header(new String[0]);
      spec.usageMessage().description("Show the help of a command.");
      spec.usageMessage().footer("", "Example:", "  pyforge help convert");
    }
  }

  private static void forEach(CommandLine line, java.util.function.Consumer<CommandLine> action) {
    action.accept(line);
    Set.copyOf(line.getSubcommands().values()).forEach(sub -> forEach(sub, action));
  }

  /** Whether an argument looks like an option and is none of the command's own. */
  private boolean needsPartOptions(CommandSpec command) {
    String word = firstWord();
    if (word.equals("help") || word.equals("completion") || (!word.isEmpty() && asksForHelp())) {
      return true;
    }
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      String name = argument.replaceFirst("=.*$", "");
      if (name.length() > 1 && name.startsWith("-") && !command.optionsMap().containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  private String firstWord() {
    return words().stream().findFirst().orElse("");
  }

  private List<String> words() {
    return arguments.stream().filter(a -> !a.startsWith("-")).toList();
  }

  private boolean asksForHelp() {
    return given("-h") || given("--help");
  }

  private boolean verbose() {
    return given("-v") || given("--verbose");
  }

  private boolean given(String option) {
    int end = arguments.indexOf("--");
    return (end < 0 ? arguments : arguments.subList(0, end)).contains(option);
  }

  private int report(Throwable failure, Optional<String> input) {
    return new Failures(session.terminal()).report(failure, input, given("--json"), verbose());
  }

  private static Optional<String> inputOf(CommandLine line) {
    return line.getCommand() instanceof Command command ? command.failingInput() : Optional.empty();
  }

  /** What picocli refused, in our words where those say more. */
  private ForgeException refusal(ParameterException refused) {
    String command = refused.getCommandLine().getCommandSpec().qualifiedName();
    if (refused instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      List<String> alike = unmatched.getSuggestions();
      if (unmatched.isUnknownOption()) {
        return new ForgeException(
            ErrorKind.USAGE,
            "unknown-option",
            command + " has no option " + argument,
            taker(argument)
                .map(taker -> "it belongs to " + taker)
                .orElse(alike.isEmpty() ? command + " --help" : String.join(" or ", alike)),
            refused);
      }
      boolean atRoot = refused.getCommandLine().getParent() == null;
      Optional<String> missing = atRoot ? whyUnusable(argument) : Optional.empty();
      if (missing.isPresent()) {
        return new ForgeException(
            ErrorKind.USAGE,
            "unusable-command",
            "the command " + argument + " cannot be used here",
            missing.get(),
            refused);
      }
      return new ForgeException(
          ErrorKind.USAGE,
          atRoot ? "unknown-command" : "unexpected-argument",
          atRoot
              ? "there is no command " + argument
              : command + " takes no argument '" + argument + "'",
          alike.isEmpty() ? command + " --help" : String.join(" or ", alike),
          refused);
    }
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-argument",
        String.valueOf(refused.getMessage()),
        command + " --help",
        refused);
  }

  /** Why a command that an extension of its name brings, as ours do, is not there. */
  private Optional<String> whyUnusable(String command) {
    return session.forge().extensions().stream()
        .filter(status -> status.id().equals(command))
        .filter(status -> status.state() != ExtensionStatus.State.AVAILABLE)
        .findFirst()
        .map(ExtensionStatus::line)
        .or(() -> SeparatePlugin.forCommand(command));
  }

  /** Which command takes an option that this one does not. */
  private Optional<String> taker(String argument) {
    String name = argument.replaceFirst("=.*$", "").replaceFirst("^--(no-)?", "");
    List<String> takers = new ArrayList<>();
    for (OptionSpec spec : session.forge().options()) {
      if (spec.name().equals(name) && !firstWord().equals("convert")) {
        takers.add("pyforge convert");
      }
    }
    return takers.stream().findFirst();
  }
}
