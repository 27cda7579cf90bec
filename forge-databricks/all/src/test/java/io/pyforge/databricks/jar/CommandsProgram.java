package io.pyforge.databricks.jar;

import io.pyforge.cli.PyForge;
import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs one command after another and prints the status of each, with what it printed on standard
 * error. What a command wrote into the working directory is removed before the next.
 */
final class CommandsProgram {
  private CommandsProgram() {}

  /**
   * @param arguments a command each, words with a blank between
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> before = files();
    for (String command : arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      Terminal terminal = Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true));
      int status =
          PyForge.run(
              new Session(HostEnvironment.current(), terminal), List.of(command.split(" ")));
      System.out.println(
          status + " " + command + " " + err.toString().strip().replaceAll("\\s*\n\\s*", " / "));
      for (Path file : files()) {
        if (!before.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> !file.toString().startsWith("."))
          .filter(file -> !file.toString().isEmpty())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
