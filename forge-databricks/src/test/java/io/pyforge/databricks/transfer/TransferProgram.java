package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.SignInChoices;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One copy in a process of its own: {@code up|down <url> <token> <file> <volume path> <bytes from
 * which on it goes in parts> <bytes of a part> <cache folder>}. It writes {@code at <percent>} as
 * it goes on and {@code <state> <milliseconds> <most kilobytes of memory>} at its end.
 */
final class TransferProgram {
  private TransferProgram() {}

  public static void main(String[] arguments) throws IOException {
    boolean up = arguments[0].equals("up");
    Path file = Path.of(arguments[3]);
    VolumePath path = VolumePath.of(arguments[4]);
    TransferSizes sizes =
        new TransferSizes(Long.parseLong(arguments[5]), Long.parseLong(arguments[6]));
    CacheFolder cache = new CacheFolder(Path.of(arguments[7]));
    SignInChoices choices =
        SignInChoices.of(
            Optional.of(arguments[1]),
            Optional.of(arguments[2]),
            Optional.empty(),
            Optional.empty(),
            new HostEnvironment(Map.of(), Map.of()));
    long start = System.nanoTime();
    Copied copied;
    try (Workspace workspace = Workspace.of(choices, "1.0.0")) {
      TreeCopy.Item item;
      long size;
      if (up) {
        size = Files.size(file);
        item = new TreeCopy.Item.Up(file, path);
      } else {
        RemoteEntry entry = workspace.files().stat(path).orElseThrow();
        size = entry.size();
        item = new TreeCopy.Item.Down(entry, file);
      }
      TreeCopy.Choices careful = new TreeCopy.Choices(false, false, false, 1);
      try (TreeCopy copy =
          new TreeCopy(workspace, sizes, careful, cache, told(size), Files::createTempDirectory)) {
        copied = copy.run(List.of(item), done -> {}).get(0);
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    copied.failure().ifPresent(failure -> System.out.println(failure.getMessage()));
    System.out.println(copied.state() + " " + millis + " " + mostMemory());
  }

  private static TransferProgress told(long size) {
    AtomicLong moved = new AtomicLong();
    AtomicLong percent = new AtomicLong();
    return bytes -> {
      long now = moved.addAndGet(bytes) * 100 / size;
      if (now > percent.getAndAccumulate(now, Math::max)) {
        System.out.println("at " + now);
      }
    };
  }

  /** The most memory this process ever had, in kilobytes; -1 where Linux does not tell. */
  private static long mostMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }
}
