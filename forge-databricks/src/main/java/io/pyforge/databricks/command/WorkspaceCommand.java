package io.pyforge.databricks.command;

import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.option.OptionValues;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that ask a workspace have in common: how to sign in. */
abstract class WorkspaceCommand extends PlainCommand {
  // Picocli counts the options of a command from 0; these come behind all of them.
  @Option(
      names = "--workspace-url",
      order = 100,
      paramLabel = "URL",
      description = "Address of the workspace; DATABRICKS_HOST when not given.")
  private @Nullable String workspaceUrl;

  @Option(
      names = "--profile",
      order = 101,
      paramLabel = "NAME",
      description = "Profile of ~/.databrickscfg to sign in with; variables do not count then.")
  private @Nullable String profile;

  @Option(
      names = "--token",
      order = 102,
      paramLabel = "TOKEN",
      description =
          "Token to sign in with; everybody on the machine can see it here, so DATABRICKS_TOKEN is"
              + " better.")
  private @Nullable String token;

  WorkspaceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** The workspace that is meant. */
  final Workspace workspace() {
    return surroundings().routes().workspace(options());
  }

  final OptionValues options() {
    Map<String, String> values = new TreeMap<>();
    put(values, "workspace-url", workspaceUrl);
    put(values, "profile", profile);
    put(values, "token", token);
    return OptionValues.of(values);
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  final VolumePath path(String location) {
    return surroundings().locations().path(location);
  }
}
