package io.pyforge.databricks.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pyforge databricks}: volumes of Unity Catalog, from any machine. */
@Command(
    name = "databricks",
    description = "Work with files in volumes of Databricks Unity Catalog.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Locations are /Volumes/<catalog>/<schema>/<volume>/..., dbfs:/Volumes/... or",
      "volume:<name>/..., which the defaults for catalog and schema complete.",
      "",
      "Examples:",
      "  pyforge databricks auth test",
      "  pyforge databricks ls /Volumes/main/raw/in",
      "  pyforge databricks convert /Volumes/main/raw/in/sales.xlsx"
    })
public final class DatabricksCommand extends CommandGroup {
  /** Built-in commands that are offered here too, and their own names. */
  public static final Map<String, String> BUILT_INS = builtIns();

  private DatabricksCommand() {}

  private static Map<String, String> builtIns() {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("convert", "convert");
    commands.put("batch-convert", "convert");
    return Collections.unmodifiableMap(commands);
  }

  /** The command with all below it. */
  public static CommandLine create(Surroundings surroundings) {
    CommandLine line = new CommandLine(new DatabricksCommand());
    line.addSubcommand("env", new EnvCommand(surroundings));
    CommandLine auth = new CommandLine(new AuthCommand());
    auth.addSubcommand("test", new AuthTestCommand(surroundings));
    auth.addSubcommand("setup", new AuthSetupCommand(surroundings));
    line.addSubcommand("auth", auth);
    line.addSubcommand("ls", new LsCommand(surroundings));
    line.addSubcommand("cp", new CpCommand(surroundings));
    line.addSubcommand("mkdir", new MkdirCommand(surroundings));
    line.addSubcommand("rm", new RmCommand(surroundings));
    CommandLine volumes = new CommandLine(new VolumesCommand());
    volumes.addSubcommand("list", new VolumesListCommand(surroundings));
    volumes.addSubcommand("show", new VolumesShowCommand(surroundings));
    volumes.addSubcommand("create", new VolumesCreateCommand(surroundings));
    line.addSubcommand("volumes", volumes);
    return line;
  }

  /** {@code pyforge databricks auth}. */
  @Command(
      name = "auth",
      description = "Show and test how you sign in to Databricks.",
      commandListHeading = "%nCommands:%n",
      footer = {"", "Example:", "  pyforge databricks auth test"})
  static final class AuthCommand extends CommandGroup {}

  /** {@code pyforge databricks volumes}. */
  @Command(
      name = "volumes",
      description = "List, show and make volumes.",
      commandListHeading = "%nCommands:%n",
      footer = {"", "Example:", "  pyforge databricks volumes list main.raw"})
  static final class VolumesCommand extends CommandGroup {}
}
