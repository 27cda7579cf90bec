package io.pyforge.databricks.transfer;

import static io.pyforge.databricks.transfer.SmallParts.PART;
import static io.pyforge.databricks.transfer.SmallParts.SIZES;
import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several streams at a time, and a process that is killed; the large form is in the load tests. */
@Timeout(300)
class LargeTransferTest {
  private static final String FILES = "/Volumes/main/default/files";
  private static final int SIZE = 24 * PART + 123;
  private static final long RATE = 3 << 20;

  @TempDir private Path folder;

  @Test
  void severalStreamsAreFasterThanOne() throws IOException {
    VolumePath path = VolumePath.of(FILES + "/large.bin");
    byte[] content = bytes(1, 12 * PART);
    byte[] part = bytes(2, 2 * PART);
    Path file = Files.write(folder.resolve("f"), content);
    Path small = Files.write(folder.resolve("s"), part);
    try (TestWorkspace server =
            TestWorkspace.start(
                SmallParts.settings(Multipart.PARTS)
                    .withBytesPerSecond(RATE)
                    .withLatency(Duration.ofMillis(10)));
        Workspace workspace = TestClients.byToken(server)) {
      server.makeVolume("main", "default", "files");
      Upload upload = new Upload(workspace, SIZES, TransferProgress.NONE);
      Download download = new Download(workspace, SIZES, TransferProgress.NONE);
      VolumePath one = VolumePath.of(FILES + "/one.bin");
      double upOne = rate(part.length, () -> upload.run(small, one, true, false));
      double upMany = rate(content.length, () -> upload.run(file, path, true, false));
      assertThat(server.get(path.toString())).isEqualTo(content);
      RemoteEntry oneEntry = workspace.files().file(one).orElseThrow();
      RemoteEntry entry = workspace.files().file(path).orElseThrow();
      double downOne = rate(part.length, () -> download.run(oneEntry, folder.resolve("d1")));
      double downMany = rate(content.length, () -> download.run(entry, folder.resolve("d")));
      assertThat(Files.readAllBytes(folder.resolve("d"))).isEqualTo(content);
      System.out.printf(
          "upload %.1f MB/s instead of %.1f, download %.1f MB/s instead of %.1f%n",
          upMany, upOne, downMany, downOne);
      assertThat(upMany).isGreaterThan(1.8 * upOne);
      assertThat(downMany).isGreaterThan(1.8 * downOne);
      assertThat(server.requests().mostInFlight()).isBetween(4, Workspace.AT_A_TIME);
      assertThat(server.storageRequests().mostInFlight()).isBetween(4, Workspace.AT_A_TIME);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double rate(int bytes, Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return bytes * 1e3 / (System.nanoTime() - start);
  }

  private TestWorkspace server() throws IOException {
    TestWorkspace server =
        TestWorkspace.start(SmallParts.settings(Multipart.PARTS).withBytesPerSecond(RATE));
    server.makeVolume("main", "default", "files");
    return server;
  }

  /** Kills a process that copies at 60 %, and copies again in this one. */
  private void copyAfterAKill(TestWorkspace server, String direction, Path file, String path)
      throws Exception {
    Path cache = folder.resolve("cache");
    Processes.Address address = new Processes.Address(server.url(), server.token());
    assertThat(Processes.copy(address, direction, file, path, SIZES, cache, 60).state()).isEmpty();
    try (Workspace workspace = TestClients.byToken(server);
        TreeCopy copy =
            new TreeCopy(
                workspace,
                SIZES,
                new TreeCopy.Choices(false, false, false, 1),
                new CacheFolder(cache),
                TransferProgress.NONE,
                Files::createTempDirectory)) {
      VolumePath remote = VolumePath.of(path);
      TreeCopy.Item item =
          direction.equals("up")
              ? new TreeCopy.Item.Up(file, remote)
              : new TreeCopy.Item.Down(workspace.files().file(remote).orElseThrow(), file);
      assertThat(copy.run(List.of(item), copied -> {}).get(0).state())
          .isEqualTo(Copied.State.COPIED);
    }
  }

  @Test
  void aDownloadThatWasKilledIsContinued() throws Exception {
    byte[] content = bytes(3, SIZE);
    Path target = folder.resolve("target");
    String path = FILES + "/a b.bin";
    try (TestWorkspace server = server()) {
      server.put(path, content);
      copyAfterAKill(server, "down", target, path);
      assertThat(Files.readAllBytes(target)).isEqualTo(content);
      assertThat(server.requests().sentBytes())
          .isLessThan(SIZE + (Workspace.AT_A_TIME + 1L) * PART);
    }
  }

  @Test
  void anUploadThatWasKilledIsContinued() throws Exception {
    byte[] content = bytes(4, SIZE);
    Path source = Files.write(folder.resolve("source"), content);
    String path = FILES + "/a b.bin";
    try (TestWorkspace server = server()) {
      copyAfterAKill(server, "up", source, path);
      assertThat(server.get(path)).isEqualTo(content);
      assertThat(server.storageRequests().receivedBytes())
          .isLessThan(SIZE + (Workspace.AT_A_TIME + 1L) * PART);
    }
  }
}
