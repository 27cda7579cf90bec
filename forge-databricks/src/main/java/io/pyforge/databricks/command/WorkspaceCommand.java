package io.pyforge.databricks.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the commands have in common: how to sign in, and text or JSON as output. The class loader of
 * the thread is the extension's while a command runs, because libraries look there for their parts.
 */
@Command(
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    sortOptions = false,
    abbreviateSynopsis = true)
abstract class WorkspaceCommand implements Callable<Integer> {
  static final ObjectMapper JSON = new ObjectMapper();

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

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

  @Option(names = "--json", order = 103, description = "Print one JSON document instead of text.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      order = 104,
      description = "Log every decision, and show stack traces, on standard error.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      order = 105,
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  WorkspaceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(WorkspaceCommand.class.getClassLoader());
    try {
      return run();
    } finally {
      thread.setContextClassLoader(before);
      out().flush();
    }
  }

  /** Does the work and returns the exit status. */
  abstract int run() throws IOException;

  final Surroundings surroundings() {
    return surroundings;
  }

  /** The workspace that is meant. */
  final Workspace workspace() {
    return surroundings.routes().workspace(options());
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
    return surroundings.locations().path(location);
  }

  final boolean json() {
    return json;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints the one document of this command, on one line as all commands do. */
  final void print(JsonNode document) {
    try {
      out().println(JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
