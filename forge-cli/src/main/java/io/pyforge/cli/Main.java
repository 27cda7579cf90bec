package io.pyforge.cli;

import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import java.util.List;

/** The process: arguments enter, an exit status leaves. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its status. */
  public static void main(String[] args) {
    HostEnvironment environment = HostEnvironment.current();
    Terminal terminal = Terminal.ofProcess(environment);
    Session session = new Session(environment, terminal);
    // On Ctrl-C and SIGTERM the JVM runs this and then exits with 130 or 143 by itself.
    Runtime.getRuntime().addShutdownHook(new Thread(session::stop, "pyforge-stop"));
    int status = PyForge.run(session, List.of(args));
    System.exit(terminal.finish(status));
  }
}
