package io.pyforge.databricks.task;

import io.pyforge.cli.PyForge;
import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The main class of JAR tasks: the task's parameters are the words of the {@code pyforge} command,
 * such as {@code ["convert", "/Volumes/main/raw/in/sales.xlsx", "/Volumes/main/raw/out/"]}.
 *
 * <p>The process is the cluster's driver, which other tasks and notebooks share, so it is never
 * ended: a failure leaves as an exception, by which the task fails and which the page of the run
 * shows. Results are printed to {@link System#out}, where the driver collects the task's output.
 */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @throws ForgeException when its status is not 0, with the problem and the remedy that were
   *     printed
   */
  public static void main(String[] args) {
    // Not the file descriptors: the driver puts streams of its own in the place of these.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    run(HostEnvironment.current(), Terminal.of(out, err), List.of(args));
  }

  static void run(HostEnvironment environment, Terminal terminal, List<String> words) {
    Session session = new Session(environment, terminal);
    Thread stop = new Thread(session::stop, "pyforge-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int status;
    try {
      status = terminal.finish(PyForge.run(session, words));
    } finally {
      forget(stop);
    }
    if (status != 0) {
      throw TaskFailures.of(status, words, terminal.errors());
    }
  }

  /** The driver outlives the task; without this it would keep the session for as long. */
  private static void forget(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // The driver is ending, and the hook does what it is for.
    }
  }
}
