package io.pyforge.databricks.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM with a class path of its own.
 *
 * @param folder its working directory and home; its output is kept here too
 * @param classPath in this order
 */
record JarProcess(Path folder, List<Path> classPath) {
  private static final long LONGEST_RUN_SECONDS = 120;

  /** How it ended and what it printed. */
  record Ended(int status, String out, String err) {}

  /** Runs a class's main method to its end. */
  Ended run(String mainClass, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // C2 pays off only in longer runs.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
    command.add("-Duser.home=" + folder);
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve(".tmp")));
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    Path out = folder.resolve(".out");
    Path err = folder.resolve(".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PYFORGE_") || name.startsWith("DATABRICKS_"));
    builder.environment().put("HOME", folder.toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end after " + LONGEST_RUN_SECONDS + " s");
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
