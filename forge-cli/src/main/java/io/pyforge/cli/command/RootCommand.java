package io.pyforge.cli.command;

import io.pyforge.core.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pyforge} itself. */
@CommandLine.Command(
    name = "pyforge",
    description = "Converts files that hold tables into typed Parquet.",
    footer = {
      "",
      "Example:",
      "  pyforge convert sales.csv sales.parquet",
      "",
      "'pyforge help COMMAND' shows the options of a command."
    },
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {
      Statuses.DONE,
      Statuses.INTERNAL,
      Statuses.USAGE,
      Statuses.NOT_FOUND,
      Statuses.INPUT,
      Statuses.INVALID,
      Statuses.ACCESS,
      Statuses.OUTPUT,
      Statuses.REMOTE,
      Statuses.PARTIAL,
      Statuses.STOPPED
    },
    commandListHeading = "%nCommands:%n",
    synopsisSubcommandLabel = "COMMAND")
public final class RootCommand extends Command {
  @Option(names = "--version", description = "Show the version, the build and the JVM.")
  private boolean version;

  @Option(
      names = "--list-extensions",
      description = "List the extensions and whether each can be used.")
  private boolean listExtensions;

  @Spec private @Nullable CommandSpec spec;

  /** A command of this session. */
  public RootCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (version) {
      printVersion();
    } else if (listExtensions) {
      ExtensionsCommand.list(this);
    } else {
      usage();
    }
    return 0;
  }

  private void usage() {
    if (spec != null) {
      spec.commandLine().usage(session().terminal().out());
    }
  }

  private void printVersion() {
    Properties build = new Properties();
    try (InputStream in =
        RootCommand.class.getResourceAsStream("/io/pyforge/cli/build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> system = session().environment().properties();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", build.getProperty("version", "unknown"));
    facts.put("build", build.getProperty("build", "unknown"));
    facts.put("java_version", system.getOrDefault("java.version", "unknown"));
    facts.put("java_vendor", system.getOrDefault("java.vendor", "unknown"));
    facts.put("java_home", system.getOrDefault("java.home", "unknown"));
    facts.put("os", system.getOrDefault("os.name", "") + " " + system.getOrDefault("os.arch", ""));
    if (output().json()) {
      reports().json(ReportJson.facts(facts));
      return;
    }
    PrintWriter out = session().terminal().out();
    out.println("pyforge " + facts.get("version") + " (build " + facts.get("build") + ")");
    out.println(
        "Java "
            + facts.get("java_version")
            + " ("
            + facts.get("java_vendor")
            + ", "
            + facts.get("java_home")
            + "), "
            + facts.get("os"));
    out.flush();
  }
}
