package io.pyforge.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command line in a process of its own, from the classes of this build: for what only a process
 * can show, such as signals and the limits of the system.
 *
 * @param folder its working directory, home and log; what it converts may be here too
 * @param variables added to its environment
 * @param prefix words before the command, such as a shell that sets a limit
 */
record PyForgeProcess(Path folder, Map<String, String> variables, List<String> prefix) {
  private static final long LONGEST_RUN_SECONDS = 120;

  static PyForgeProcess in(Path folder) {
    return new PyForgeProcess(folder, Map.of(), List.of());
  }

  /** The same with a variable more. */
  PyForgeProcess with(String name, String value) {
    Map<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new PyForgeProcess(folder, more, prefix);
  }

  /** The same under another command, which gets this one as further arguments. */
  PyForgeProcess under(String... command) {
    return new PyForgeProcess(folder, variables, List.of(command));
  }

  /** Starts it with nothing on its standard input. */
  Process start(String... arguments) throws IOException {
    return start(new File("/dev/null"), arguments);
  }

  Process start(File input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // C2 pays off only in longer runs, and many of these are made.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PYFORGE_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("PYFORGE_FORCE_CORE", "true");
    builder.environment().putAll(variables);
    return builder
        .redirectInput(input)
        .redirectOutput(folder.resolve(".out").toFile())
        .redirectError(folder.resolve(".err").toFile())
        .start();
  }

  /** Runs it to its end. */
  CommandLineRun run(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  CommandLineRun run(File input, String... arguments) throws IOException, InterruptedException {
    return end(start(input, arguments));
  }

  /** Waits for the end of a process started here, which must be the last that was. */
  CommandLineRun end(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end after " + LONGEST_RUN_SECONDS + " s");
    }
    return new CommandLineRun(
        process.exitValue(),
        Files.readString(folder.resolve(".out")),
        Files.readString(folder.resolve(".err")));
  }

  /** What is staged for an output and not published yet. */
  static List<Path> staged(Path output) throws IOException {
    String start = "." + output.getFileName() + ".pyforge-";
    try (Stream<Path> files = Files.list(output.getParent())) {
      return files.filter(file -> file.getFileName().toString().startsWith(start)).toList();
    }
  }
}
