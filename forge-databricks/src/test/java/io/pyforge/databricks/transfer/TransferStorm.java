package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.VirtualPauses;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.FaultKind;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Content;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Many transfers, up and down, of all sizes, while requests go wrong at random. Content is compared
 * by SHA-256 on both sides, past the client under test.
 *
 * @param kind what the workspace takes for large files
 * @param transfers how many
 * @param largest bytes of a file; most have much less
 * @param seed of sizes, contents and faults
 * @param chance of each request to go wrong
 * @param faults in which ways
 */
record TransferStorm(
    Multipart kind, int transfers, int largest, long seed, double chance, Set<FaultKind> faults) {
  private static final int THREADS = 12;
  private static final int FOLDERS = 10;
  private static final int PART = 1 << 20;
  private static final TransferSizes SIZES = new TransferSizes(2 * PART, PART);
  private static final VolumePath IN = VolumePath.of("/Volumes/main/raw/in");

  /**
   * What came of a storm.
   *
   * @param done transfers that said that they succeeded
   * @param failures of those that said that they failed
   * @param surprises exceptions of any other kind
   * @param wrong files with other bytes than there should be, whatever was said
   * @param falseSuccesses files that are not as they should be although a transfer said so
   * @param faultKinds how many different things went wrong
   */
  record Tally(
      int done,
      List<ForgeException> failures,
      List<Throwable> surprises,
      List<String> wrong,
      List<String> falseSuccesses,
      int requests,
      int faulted,
      int faultKinds,
      long millis) {
    /** One line for the build's output. */
    String line(TransferStorm storm) {
      Map<String, Long> kinds =
          failures.stream()
              .collect(
                  Collectors.groupingBy(
                      failure -> failure.kind() + " " + failure.code(),
                      TreeMap::new,
                      Collectors.counting()));
      return String.format(
          Locale.ROOT,
          "storm %s seed %d: %d of %d transfers done, %d failed %s, %d wrong, %d false successes;"
              + " %d requests, %d of them in %d ways wrong, %.1f s",
          storm.kind,
          storm.seed,
          done,
          storm.transfers,
          failures.size(),
          kinds,
          wrong.size(),
          falseSuccesses.size(),
          requests,
          faulted,
          faultKinds,
          millis / 1000.0);
    }
  }

  private record Sent(VolumePath path, String sha256, boolean success) {}

  /** Lets it go on in a folder of this machine. */
  Tally run(Path folder) throws Exception {
    Settings settings =
        Settings.usual()
            .withMultipart(kind)
            .withSizes(1L << 30, PART)
            .withPageSize(30)
            .withLongestStall(Duration.ofMillis(100));
    long start = System.nanoTime();
    try (TestWorkspace server = TestWorkspace.start(settings);
        Workspace workspace = TestClients.bySecret(server, new VirtualPauses())) {
      server.makeVolume("main", "raw", "in");
      for (int i = 0; i < FOLDERS; i++) {
        server.makeFolder(IN + "/d" + i);
      }
      server.faults().randomly(chance, seed, faults);
      Run run = new Run(this, server, workspace, folder);
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < transfers; i++) {
        int number = i;
        all.add(
            pool.submit(
                () -> {
                  run.transfer(number);
                  return null;
                }));
      }
      for (Future<?> future : all) {
        future.get();
      }
      pool.shutdown();
      server.faults().clear();
      run.compareUploads();
      return run.tally((System.nanoTime() - start) / 1_000_000);
    }
  }

  private int size(Random random) {
    double dice = random.nextDouble();
    int limit = dice < 0.02 ? 1 : dice < 0.7 ? 64 << 10 : dice < 0.92 ? 1 << 20 : largest;
    return random.nextInt(Math.min(limit, largest) + (dice >= 0.92 ? 1 : 0));
  }

  /** One storm under way. */
  private static final class Run {
    private final TransferStorm storm;
    private final TestWorkspace server;
    private final Workspace workspace;
    private final Path folder;
    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ForgeException> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> falseSuccesses = new ConcurrentLinkedQueue<>();

    Run(TransferStorm storm, TestWorkspace server, Workspace workspace, Path folder) {
      this.storm = storm;
      this.server = server;
      this.workspace = workspace;
      this.folder = folder;
    }

    void transfer(int number) throws IOException {
      Random random = new Random(storm.seed + number);
      boolean up = random.nextBoolean();
      boolean byTree = random.nextInt(3) == 0;
      int size = number == 0 ? storm.largest : storm.size(random);
      byte[] content = new byte[size];
      random.nextBytes(content);
      VolumePath path = IN.child("d" + number % FOLDERS).child("file " + number + ".bin");
      Path file = folder.resolve("f" + number);
      String sha256 = HexFormat.of().formatHex(digest().digest(content));
      if (up) {
        Files.write(file, content);
        boolean overwrite = random.nextBoolean();
        boolean compare = random.nextInt(5) == 0;
        boolean success =
            succeeds(path, () -> upload(file, path, byTree, overwrite, compare, number));
        sent.add(new Sent(path, sha256, success));
      } else {
        server.put(path.toString(), content);
        boolean success = succeeds(path, () -> download(path, file, byTree, number));
        if (success && (!Files.exists(file) || !sha256.equals(sha256(file)))) {
          falseSuccesses.add("down " + path);
        }
        if (byTree && !success && Files.exists(file) && !sha256.equals(sha256(file))) {
          wrong.add("down " + path);
        }
      }
      Files.deleteIfExists(file);
    }

    private interface Transfer {
      void run() throws IOException;
    }

    private boolean succeeds(VolumePath path, Transfer transfer) {
      try {
        transfer.run();
        done.add(path.toString());
        return true;
      } catch (ForgeException e) {
        failures.add(e);
      } catch (IOException | RuntimeException e) {
        surprises.add(e);
      }
      return false;
    }

    private void upload(
        Path file, VolumePath path, boolean byTree, boolean overwrite, boolean compare, int number)
        throws IOException {
      if (byTree) {
        tree(new TreeCopy.Item.Up(file, path), overwrite, compare, number);
      } else {
        new Upload(workspace, SIZES, TransferProgress.NONE).run(file, path, overwrite, compare);
      }
    }

    private void download(VolumePath path, Path file, boolean byTree, int number)
        throws IOException {
      Optional<RemoteEntry> entry = workspace.files().stat(path);
      if (entry.isEmpty()) {
        throw new ForgeException(
            io.pyforge.spi.error.ErrorKind.NOT_FOUND, "input-missing", path + " is gone", "look");
      }
      if (byTree) {
        tree(new TreeCopy.Item.Down(entry.get(), file), false, false, number);
      } else {
        new Download(workspace, SIZES, TransferProgress.NONE).run(entry.get(), file);
      }
    }

    private void tree(TreeCopy.Item item, boolean overwrite, boolean compare, int number) {
      CacheFolder cache = new CacheFolder(folder.resolve("cache" + number));
      TreeCopy.Choices choices = new TreeCopy.Choices(overwrite, compare, false, 1);
      try (TreeCopy copy =
          new TreeCopy(
              workspace,
              SIZES,
              choices,
              cache,
              TransferProgress.NONE,
              Files::createTempDirectory)) {
        Optional<ForgeException> failure = copy.run(List.of(item), copied -> {}).get(0).failure();
        if (failure.isPresent()) {
          throw failure.get();
        }
      }
    }

    void compareUploads() throws IOException {
      for (Sent file : sent) {
        boolean exists = server.exists(file.path.toString());
        boolean same = exists && file.sha256.equals(sha256OfStored(file.path.toString()));
        if (file.success && !same) {
          falseSuccesses.add("up " + file.path);
        }
        if (exists && !same) {
          wrong.add("up " + file.path);
        }
      }
    }

    private String sha256OfStored(String path) throws IOException {
      MessageDigest digest = digest();
      try (Content content = server.open(path);
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        content.writeTo(Channels.newChannel(out), 0, content.length());
      }
      return HexFormat.of().formatHex(digest.digest());
    }

    private static String sha256(Path file) throws IOException {
      return HexFormat.of().formatHex(digest().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest digest() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    Tally tally(long millis) {
      List<RecordedRequest> requests = new ArrayList<>(server.requests().all());
      requests.addAll(server.storageRequests().all());
      List<String> faulted =
          requests.stream().map(RecordedRequest::fault).filter(Objects::nonNull).toList();
      return new Tally(
          done.size(),
          List.copyOf(failures),
          List.copyOf(surprises),
          List.copyOf(wrong),
          List.copyOf(falseSuccesses),
          requests.size(),
          faulted.size(),
          Set.copyOf(faulted).size(),
          millis);
    }
  }
}
