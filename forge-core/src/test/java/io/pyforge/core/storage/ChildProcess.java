package io.pyforge.core.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM that stages an output or makes temporary files and then waits, to be killed. Its
 * first line says what it made.
 */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  final String firstLine;

  private ChildProcess(Process process, String firstLine) {
    this.process = process;
    this.firstLine = firstLine;
  }

  static ChildProcess start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** Under a shell that runs {@code prefix} first, such as a limit on file sizes. */
  static ChildProcess start(List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ChildProcess.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    return new ChildProcess(process, line == null ? "" : line);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "file" -> {
        FileTarget target = FileTarget.open(arguments[1], Path.of(arguments[1]), true);
        OutputStream out = target.create("");
        out.write(new byte[100_000]);
        say("staged");
      }
      case "folder" -> {
        FolderTarget target = FolderTarget.open(arguments[1], Path.of(arguments[1]), true);
        OutputStream out = target.create("a.parquet");
        out.write(new byte[100_000]);
        say("staged");
      }
      case "temp" -> say(PrivateTemp.open(Path.of(arguments[1])).newFile(".x").toString());
      case "big" -> {
        try (FileTarget target = FileTarget.open(arguments[1], Path.of(arguments[1]), false);
            OutputStream out = target.create("")) {
          out.write(new byte[10_000_000]);
          say("written");
        } catch (io.pyforge.spi.error.ForgeException e) {
          say(e.code() + "|" + e.kind() + "|" + e.problem());
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.in.read(); // until killed
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
