package io.pyforge.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that are always there, made when they are needed. */
public final class BuiltInCommands {
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /**
   * @param root the spec they will be added to
   */
  public BuiltInCommands(Session session, CommandSpec root) {
    commands.put("convert", () -> new ConvertCommand(session));
    commands.put("info", () -> new InfoCommand(session));
    commands.put("validate", () -> new ValidateCommand(session));
    commands.put("preview", () -> new PreviewCommand(session));
    commands.put("formats", () -> new FormatsCommand(session));
    commands.put("extensions", () -> new ExtensionsCommand(session));
    commands.put("config", () -> new ConfigCommand(session));
    commands.put("completion", () -> new CompletionCommand(session, root));
    commands.put("help", HelpCommand::new);
  }

  /** Their names, in the order of the help. */
  public Set<String> names() {
    return commands.keySet();
  }

  /** A new command object. */
  public Object create(String name) {
    Supplier<Object> maker = commands.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("no built-in command " + name);
    }
    return maker.get();
  }
}
