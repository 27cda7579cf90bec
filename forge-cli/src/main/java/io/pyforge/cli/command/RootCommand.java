package io.pyforge.cli.command;

import io.pyforge.core.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** {@code pyforge} itself. */
public final class RootCommand extends Command {
  /** A command of this session. */
  public RootCommand(Session session) {
    super(session, "pyforge", "Converts files that hold tables into typed Parquet.");
    add(flag("Show the version, the build and the JVM.", "--version"));
    add(flag("List the extensions and whether each can be used.", "--list-extensions"));
    spec().usageMessage().commandListHeading("%nCommands:%n").synopsisSubcommandLabel("COMMAND");
    endHelp(
        Statuses.ALL,
        "",
        "Example:",
        "  pyforge convert sales.csv sales.parquet",
        "",
        "'pyforge help COMMAND' shows the options of a command.");
  }

  @Override
  public Integer call() {
    if (isSet("--version")) {
      printVersion();
    } else if (isSet("--list-extensions")) {
      ExtensionsCommand.list(this);
    } else {
      spec().commandLine().usage(session().terminal().out());
    }
    return 0;
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
    if (json()) {
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
