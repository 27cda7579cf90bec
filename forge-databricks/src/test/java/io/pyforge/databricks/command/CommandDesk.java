package io.pyforge.databricks.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.storage.VolumeLocations;
import io.pyforge.databricks.storage.VolumeRoutes;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs commands in this process as somebody with a home folder and an environment of their own
 * would.
 */
final class CommandDesk {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Map<String, String> variables = new TreeMap<>();
  private final List<Path> tempFolders = new ArrayList<>();
  private Set<String> folders = Set.of();

  private CommandDesk(Path home) {
    this.home = home;
    variables.put("HOME", home.toString());
  }

  /**
   * What became of a command.
   *
   * @param failure what it threw; its kind decides the status
   */
  record Run(int status, String out, String err, @Nullable ForgeException failure) {
    /** The failure that there must have been. */
    ForgeException failed() {
      if (failure == null) {
        throw new AssertionError("it did not fail: " + out + err);
      }
      return failure;
    }

    List<String> lines() {
      return out.lines().toList();
    }

    /** The one line of JSON. */
    JsonNode json() throws IOException {
      if (out.lines().count() != 1) {
        throw new AssertionError("not one line: " + out + err + failure);
      }
      return JSON.readTree(out);
    }
  }

  /** Somebody without a sign-in. */
  static CommandDesk in(Path home) {
    return new CommandDesk(home);
  }

  /** Somebody signed in to a workspace. */
  static CommandDesk of(Path home, TestWorkspace workspace) {
    return new CommandDesk(home)
        .with("DATABRICKS_HOST", workspace.url())
        .with("DATABRICKS_TOKEN", workspace.token());
  }

  /** Sets a variable of the environment. */
  CommandDesk with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Takes a variable away. */
  CommandDesk without(String name) {
    variables.remove(name);
    return this;
  }

  /** Lets folders of the machine be there. */
  CommandDesk withFolders(String... paths) {
    folders = Set.of(paths);
    return this;
  }

  /** Runs {@code pyforge databricks} with arguments. */
  Run run(String... arguments) throws IOException {
    HostEnvironment host = new HostEnvironment(variables, Map.of("user.home", home.toString()));
    DatabricksSettings settings = DatabricksSettings.of(host);
    RuntimeEnvironment runtime = RuntimeEnvironment.detect(host, folders::contains);
    try (VolumeRoutes routes =
        new VolumeRoutes(
            host,
            settings,
            runtime,
            () -> false,
            home.resolve("no-mount"),
            this::newTempFolder,
            "0.0.0",
            null)) {
      VolumeLocations locations = new VolumeLocations(settings, runtime.platform().inside());
      CommandLine line =
          DatabricksCommand.create(new Surroundings(host, settings, runtime, locations, routes));
      return run(line, arguments);
    }
  }

  private synchronized Path newTempFolder(String prefix) throws IOException {
    Path made = Files.createTempDirectory(home, prefix);
    tempFolders.add(made);
    return made;
  }

  /** The folders for temporary files that commands asked for, there still or not. */
  List<Path> tempFolders() {
    return List.copyOf(tempFolders);
  }

  private static Run run(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setUsageHelpWidth(80);
    AtomicReference<@Nullable ForgeException> failure = new AtomicReference<>();
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (!(e instanceof ForgeException known)) {
            throw e;
          }
          failure.set(known);
          return known.kind().exitStatus();
        });
    int status = line.execute(arguments);
    return new Run(status, out.toString(), err.toString(), failure.get());
  }
}
