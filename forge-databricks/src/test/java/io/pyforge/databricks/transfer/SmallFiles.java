package io.pyforge.databricks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many small files up and down by several who share a workspace, and the same once more. */
final class SmallFiles {
  private static final VolumePath IN = VolumePath.of("/Volumes/main/raw/in");
  private static final int FOLDERS = 20;
  private static final int MOST_AT_A_TIME = 10;
  private static final TreeCopy.Choices CHOICES = new TreeCopy.Choices(false, false, false, 12);
  private static final TreeCopy.Choices FORCED = new TreeCopy.Choices(true, false, false, 12);

  private final int count;
  private final Path folder;
  private final TestWorkspace server;
  private final Workspace workspace;

  private SmallFiles(int count, Path folder, TestWorkspace server, Workspace workspace) {
    this.count = count;
    this.folder = folder;
    this.server = server;
    this.workspace = workspace;
  }

  static void check(int count, Path folder) throws Exception {
    Settings settings = Settings.usual().withPageSize(100).withLatency(Duration.ofMillis(1));
    try (TestWorkspace server = TestWorkspace.start(settings);
        Workspace workspace = TestClients.byToken(server)) {
      server.makeVolume("main", "raw", "in");
      new SmallFiles(count, folder, server, workspace).check();
    }
  }

  private static byte[] content(int number, int version) {
    byte[] bytes = new byte[number % 97 + 1];
    new Random(number * 31L + version).nextBytes(bytes);
    return bytes;
  }

  private static String name(int number) {
    return "d" + number % FOLDERS + "/file " + number + ".csv";
  }

  private VolumePath remote(int number) {
    return IN.child("d" + number % FOLDERS).child("file " + number + ".csv");
  }

  private void check() throws Exception {
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("up").resolve(name(i));
      Files.createDirectories(file.getParent());
      Files.write(file, content(i, 0));
    }
    // Three at a time share the workspace: the limit is that of the service, not of each.
    assertThat(states(ups(), CHOICES, "cache", 3)).containsOnly(Copied.State.COPIED);
    assertThat(server.paths()).hasSize(count);
    for (int i = 0; i < count; i += 7) {
      assertThat(server.get(remote(i).toString())).isEqualTo(content(i, 0));
    }
    report("up");

    assertThat(states(ups(), FORCED, "cache", 1)).containsOnly(Copied.State.UNCHANGED);
    assertNothingWritten();
    report("up again");

    assertThat(states(downs(), CHOICES, "cache", 3)).containsOnly(Copied.State.COPIED);
    for (int i = 0; i < count; i += 7) {
      assertThat(Files.readAllBytes(folder.resolve("down").resolve(name(i))))
          .isEqualTo(content(i, 0));
    }
    report("down");

    assertThat(states(downs(), FORCED, "other cache", 1)).containsOnly(Copied.State.UNCHANGED);
    assertNothingWritten();
    report("down again, with nothing remembered");

    changeOnOneSide();
  }

  /** Three files of the same size and time: one changed here, one there, one on both sides. */
  private void changeOnOneSide() throws Exception {
    Path here = folder.resolve("up").resolve(name(1));
    FileTime time = Files.getLastModifiedTime(here);
    Files.write(here, content(1, 1));
    Files.setLastModifiedTime(here, time);
    RemoteEntry there = workspace.files().file(remote(2)).orElseThrow();
    server.put(remote(2).toString(), content(2, 1), there.modified().orElseThrow());
    server.requests().reset();
    List<Copied> copied = copy(ups(), FORCED, "cache");
    for (int i = 0; i < count; i++) {
      assertThat(copied.get(i).state())
          .as(copied.get(i).to())
          .isEqualTo(i == 1 || i == 2 ? Copied.State.COPIED : Copied.State.UNCHANGED);
    }
    assertThat(server.get(remote(1).toString())).isEqualTo(content(1, 1));
    assertThat(server.get(remote(2).toString())).isEqualTo(content(2, 0));
    assertThat(server.requests().of("PUT", "/api/2.0/fs/files"))
        .extracting(RecordedRequest::rawPath)
        .hasSize(2);
  }

  private List<TreeCopy.Item> ups() {
    List<TreeCopy.Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new TreeCopy.Item.Up(folder.resolve("up").resolve(name(i)), remote(i)));
    }
    return items;
  }

  private List<TreeCopy.Item> downs() {
    List<TreeCopy.Item> items = new ArrayList<>();
    for (int i = 0; i < FOLDERS; i++) {
      for (RemoteEntry entry : workspace.files().list(IN.child("d" + i))) {
        Path to = folder.resolve("down/d" + i).resolve(entry.path().name());
        items.add(new TreeCopy.Item.Down(entry, to));
      }
    }
    assertThat(items).hasSize(count);
    server.requests().reset();
    return items;
  }

  private List<Copied> copy(
      List<? extends TreeCopy.Item> items, TreeCopy.Choices choices, String cache) {
    try (TreeCopy copy =
        new TreeCopy(
            workspace,
            TransferSizes.USUAL,
            choices,
            new CacheFolder(folder.resolve(cache)),
            TransferProgress.NONE,
            Files::createTempDirectory)) {
      return copy.run(items, copied -> {});
    }
  }

  private List<Copied.State> states(
      List<TreeCopy.Item> items, TreeCopy.Choices choices, String cache, int copies)
      throws Exception {
    server.requests().reset();
    ExecutorService pool = Executors.newFixedThreadPool(copies);
    List<Future<List<Copied>>> running = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      List<TreeCopy.Item> share =
          items.subList(items.size() * i / copies, items.size() * (i + 1) / copies);
      running.add(pool.submit((Callable<List<Copied>>) () -> copy(share, choices, cache)));
    }
    List<Copied.State> states = new ArrayList<>();
    for (Future<List<Copied>> future : running) {
      future.get().forEach(copied -> states.add(copied.state()));
    }
    pool.shutdown();
    assertThat(states).hasSize(count);
    assertThat(server.requests().mostInFlight()).isBetween(3, MOST_AT_A_TIME);
    return states;
  }

  private void assertNothingWritten() {
    assertThat(server.requests().all())
        .isNotEmpty()
        .extracting(RecordedRequest::method)
        .containsAnyOf("GET", "HEAD")
        .doesNotContain("PUT", "POST", "DELETE");
  }

  private void report(String what) {
    System.out.printf(
        "%d files %s: %d requests, at most %d at a time%n",
        count, what, server.requests().count(), server.requests().mostInFlight());
  }

  /** The files are there once for all that use the same names. */
  static void checkTogetherWithSources(int count, Path folder) throws IOException {
    // Kept apart from the copies above, whose requests are counted.
    Settings settings = Settings.usual().withLatency(Duration.ofMillis(2));
    try (TestWorkspace server = TestWorkspace.start(settings);
        Workspace workspace = TestClients.byToken(server)) {
      server.makeVolume("main", "raw", "in");
      byte[] large = SmallParts.bytes(1, 20 << 20);
      server.put(IN + "/large.bin", large);
      SmallFiles files = new SmallFiles(count, folder, server, workspace);
      for (int i = 0; i < count; i++) {
        Path file = folder.resolve("up").resolve(name(i));
        Files.createDirectories(file.getParent());
        Files.write(file, content(i, 0));
      }
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int number = i;
        readers.add(
            pool.submit(
                () -> {
                  Path into = folder.resolve("large" + number);
                  RemoteEntry entry = workspace.files().file(IN.child("large.bin")).orElseThrow();
                  new Download(workspace, SmallParts.SIZES, TransferProgress.NONE).run(entry, into);
                  return java.util.Arrays.equals(Files.readAllBytes(into), large);
                }));
      }
      assertThat(files.copy(files.ups(), CHOICES, "cache"))
          .extracting(Copied::state)
          .containsOnly(Copied.State.COPIED);
      for (Future<Boolean> reader : readers) {
        try {
          assertThat(reader.get()).isTrue();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
      pool.shutdown();
      assertThat(server.requests().mostInFlight()).isBetween(3, MOST_AT_A_TIME);
    }
  }
}
