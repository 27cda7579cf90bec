package io.pyforge.cli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command that is run as a whole process and measured.
 *
 * <p>Processor time and peak memory come from GNU time where it is installed (the kernel's own
 * account of the process). Elsewhere on Linux {@code /proc/<pid>} is read every few milliseconds:
 * the peak is the kernel's high-water mark, so only what happens in the last interval can be
 * missed. On other systems the two are not measured.
 *
 * @param arguments the command
 * @param variables added to the environment, from which everything of PyForge is taken out
 * @param log gets what it prints
 */
record MeasuredCommand(List<String> arguments, Map<String, String> variables, Path log) {
  /** Writes the standard input of a command. */
  interface Feed {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final Path GNU_TIME = Path.of("/usr/bin/time");
  private static final long POLL_MILLIS = 5;
  private static final double CLOCK_TICKS_PER_SECOND = 100; // USER_HZ, fixed by the kernel's ABI
  private static final double BYTES_PER_KIB = 1024;

  private static final boolean GNU = gnuTimeWorks();

  /** How memory and processor time are measured here, for the report. */
  static String method() {
    if (GNU) {
      return "GNU time";
    }
    return Files.isDirectory(Path.of("/proc/self")) ? "/proc, polled" : "not measured here";
  }

  Measurement run() throws IOException, InterruptedException {
    return run(null);
  }

  /**
   * Runs it to its end.
   *
   * @param feed what to give it as standard input, or null for none
   * @throws IllegalStateException if its status is not zero
   */
  Measurement run(Feed feed) throws IOException, InterruptedException {
    Path account = log.resolveSibling("account.txt");
    List<String> command = new ArrayList<>();
    if (GNU) {
      command.addAll(List.of(GNU_TIME.toString(), "-f", "%U %S %M", "-o", account.toString()));
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PYFORGE_"));
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    if (feed == null) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    long start = System.nanoTime();
    Process process = builder.start();
    Poll poll = new Poll(process.pid());
    if (feed != null) {
      try (OutputStream in = process.getOutputStream()) {
        feed.writeTo(in);
      } catch (IOException e) {
        // The command ended early; its status and log tell why.
      }
    }
    while (!GNU && process.isAlive()) {
      poll.look();
      Thread.sleep(POLL_MILLIS);
    }
    int status = process.waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    if (status != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments) + " ended with " + status + ":\n" + Files.readString(log));
    }
    if (!GNU) {
      return new Measurement(wall, poll.cpuSeconds, poll.peakBytes);
    }
    String[] fields = Files.readString(account).strip().split(" ");
    return new Measurement(
        wall,
        Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]) * BYTES_PER_KIB);
  }

  private static boolean gnuTimeWorks() {
    try {
      Process process =
          new ProcessBuilder(GNU_TIME.toString(), "-f", "%M", "true")
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes()).strip();
      return process.waitFor() == 0 && printed.matches("\\d+");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the kernel's account of a living process. */
  private static final class Poll {
    private final Path process;
    double cpuSeconds = Double.NaN;
    double peakBytes = Double.NaN;

    Poll(long pid) {
      process = Path.of("/proc", Long.toString(pid));
    }

    void look() {
      try {
        for (String line : Files.readAllLines(process.resolve("status"))) {
          if (line.startsWith("VmHWM:")) {
            peakBytes = Double.parseDouble(line.replaceAll("\\D", "")) * BYTES_PER_KIB;
          }
        }
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        cpuSeconds =
            (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]))
                / CLOCK_TICKS_PER_SECOND;
      } catch (IOException e) {
        // It is gone, or there is no /proc: what was seen last counts.
      }
    }
  }
}
