package io.pyforge.databricks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.transfer.Processes.Ended;
import io.pyforge.databricks.transfer.Processes.Server;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gibibyte to and from a workspace in another process, that takes 50 ms for each request and
 * gives each connection 12 MB/s: the speed of several streams beside one, the memory of the client,
 * and what is sent again after it was killed.
 */
@Tag("load")
class LargeTransferLoadTest {
  private static final String FILES = "/Volumes/main/default/files";
  private static final long SIZE = 1L << 30;
  private static final long MOST_MEMORY_KB = 192 * 1024;
  private static final TransferSizes ONE_STREAM = new TransferSizes(Long.MAX_VALUE, 1);

  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void makeFile() throws IOException {
    source = folder.resolve("source");
    byte[] block = new byte[1 << 20];
    Random random = new Random(20261120);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(source))) {
      for (long written = 0; written < SIZE; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  private Server server(String... more) throws IOException {
    String[] options = {
      "--latency-ms", "50",
      "--rate-bytes-per-second", "12000000",
      "--folder", folder.resolve("blobs").toString()
    };
    String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return Server.start(all);
  }

  private static void print(String what, Ended ended) {
    System.out.printf(
        "%s: %.1f s, %.1f MB/s, at most %.0f MB of memory%n",
        what, ended.millis() / 1e3, SIZE / 1e3 / ended.millis(), ended.mostKilobytes() / 1024.0);
  }

  @Test
  void anUploadIsFourTimesAsFastAsOneStream() throws Exception {
    try (Server server = server()) {
      String one = FILES + "/one.bin";
      String many = FILES + "/many.bin";
      Path cache = folder.resolve("cache");
      Ended single = Processes.copy(server.address(), "up", source, one, ONE_STREAM, cache, 101);
      print("upload, one stream", single);
      Ended parts =
          Processes.copy(server.address(), "up", source, many, TransferSizes.USUAL, cache, 101);
      print("upload in parts", parts);
      assertThat(parts.millis()).isLessThan(single.millis() / 4);
      assertThat(parts.mostKilobytes()).isBetween(1L, MOST_MEMORY_KB);
    }
  }

  @Test
  void aDownloadIsFourTimesAsFastAsOneStream() throws Exception {
    String path = FILES + "/large.bin";
    try (Server server = server("--put", path + "=" + source)) {
      Path cache = folder.resolve("cache");
      Path one = folder.resolve("one");
      Path many = folder.resolve("many");
      Ended single = Processes.copy(server.address(), "down", one, path, ONE_STREAM, cache, 101);
      print("download, one stream", single);
      Ended parts =
          Processes.copy(server.address(), "down", many, path, TransferSizes.USUAL, cache, 101);
      print("download in parts", parts);
      assertThat(Files.mismatch(source, many)).isEqualTo(-1);
      assertThat(parts.millis()).isLessThan(single.millis() / 4);
      assertThat(parts.mostKilobytes()).isBetween(1L, MOST_MEMORY_KB);
    }
  }

  @Test
  void anUploadThatWasKilledSendsLittleTwice() throws Exception {
    String path = FILES + "/large.bin";
    try (Server server = server()) {
      Path cache = folder.resolve("cache");
      Processes.copy(server.address(), "up", source, path, TransferSizes.USUAL, cache, 60);
      long before = server.moved();
      print(
          "upload, continued",
          Processes.copy(server.address(), "up", source, path, TransferSizes.USUAL, cache, 101));
      long moved = server.moved();
      printMoved("upload", before, moved);
      assertThat(moved).isLessThan(SIZE + SIZE / 10);
      Path back = folder.resolve("back");
      Processes.copy(server.address(), "down", back, path, TransferSizes.USUAL, cache, 101);
      assertThat(Files.mismatch(source, back)).isEqualTo(-1);
    }
  }

  @Test
  void aDownloadThatWasKilledFetchesLittleTwice() throws Exception {
    String path = FILES + "/large.bin";
    try (Server server = server("--put", path + "=" + source)) {
      Path cache = folder.resolve("cache");
      Path target = folder.resolve("target");
      Processes.copy(server.address(), "down", target, path, TransferSizes.USUAL, cache, 60);
      long before = server.moved();
      print(
          "download, continued",
          Processes.copy(server.address(), "down", target, path, TransferSizes.USUAL, cache, 101));
      long moved = server.moved();
      printMoved("download", before, moved);
      assertThat(moved).isLessThan(SIZE + SIZE / 10);
      assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }
  }

  private static void printMoved(String what, long before, long moved) {
    System.out.printf(
        "%s: %.3f of the file's bytes moved until it was killed, %.3f in all%n",
        what, (double) before / SIZE, (double) moved / SIZE);
  }
}
