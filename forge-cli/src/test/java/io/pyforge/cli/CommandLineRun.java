package io.pyforge.cli;

import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run of the command line in this process: its status and what it printed. */
record CommandLineRun(int status, String out, String err) {
  /**
   * Runs with a home folder of its own and the built-in extension only, so that neither this
   * machine nor what else is on the class path has a say.
   */
  static CommandLineRun of(Path home, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session = session(home, out, err);
    int status = PyForge.run(session, List.of(arguments));
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  /** Runs with variables of its own, and with the extensions of the class path. */
  static CommandLineRun with(Path home, Map<String, String> variables, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> all = new TreeMap<>(variables);
    all.put("HOME", home.toString());
    int status = PyForge.run(session(home, all, out, err), List.of(arguments));
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  static Session session(Path home, StringWriter out, StringWriter err) {
    return session(home, Map.of("HOME", home.toString(), "PYFORGE_FORCE_CORE", "true"), out, err);
  }

  static Session session(
      Path home, Map<String, String> variables, StringWriter out, StringWriter err) {
    HostEnvironment environment =
        new HostEnvironment(
            variables,
            Map.of(
                "user.home", home.toString(),
                "java.version", "17.0.1",
                "java.io.tmpdir", System.getProperty("java.io.tmpdir")));
    return new Session(
        environment, Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true)));
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
