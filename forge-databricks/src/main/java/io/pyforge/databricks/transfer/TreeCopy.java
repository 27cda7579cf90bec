package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Checksum;
import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.Interruption;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.NoSuchVolume;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Copies files one by one, several at a time, and tells what became of each. A file that is there
 * with the same content is left alone; one with another content only gives way when it may. Large
 * files go on where an earlier run was ended.
 */
public final class TreeCopy implements AutoCloseable {
  /**
   * One file to copy.
   *
   * @param size in bytes
   */
  public sealed interface Item {
    /** From a volume to this machine. */
    record Down(RemoteEntry from, Path to) implements Item {}

    /** From this machine to a volume. */
    record Up(Path from, VolumePath to) implements Item {}

    /** From a volume to a volume, by way of this machine. */
    record Across(RemoteEntry from, VolumePath to) implements Item {}
  }

  /**
   * How to go about it.
   *
   * @param overwrite whether another content may be replaced
   * @param compare whether to read back what was stored in a volume
   * @param restart whether to forget what an earlier run had copied of a file
   * @param atATime how many files
   */
  public record Choices(boolean overwrite, boolean compare, boolean restart, int atATime) {}

  private static final Pattern UNFINISHED = Pattern.compile("\\.pyforge-[0-9a-f]{32}\\.part");

  private final Workspace workspace;
  private final TransferSizes sizes;
  private final Choices choices;
  private final CacheFolder cache;
  private final TransferProgress progress;
  private final TempFolders temp;
  private final ContentIndex index;
  private final Set<VolumePath> folders = ConcurrentHashMap.newKeySet();
  private final Map<String, Path> written = new ConcurrentHashMap<>();

  /** Copies from and to a workspace. */
  public TreeCopy(
      Workspace workspace,
      TransferSizes sizes,
      Choices choices,
      CacheFolder cache,
      TransferProgress progress,
      TempFolders temp) {
    this.workspace = workspace;
    this.sizes = sizes;
    this.choices = choices;
    this.cache = cache;
    this.progress = progress;
    this.temp = temp;
    index = ContentIndex.open(cache, workspace.signIn().host());
  }

  /**
   * Copies.
   *
   * @param told hears of each file in the order given
   */
  public List<Copied> run(List<? extends Item> items, Consumer<Copied> told) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(choices.atATime(), items.size())));
    try {
      List<Future<Copied>> running = new ArrayList<>();
      for (Item item : items) {
        running.add(pool.submit((Callable<Copied>) () -> copy(item)));
      }
      List<Copied> done = new ArrayList<>();
      for (Future<Copied> future : running) {
        Copied outcome = future.get();
        told.accept(outcome);
        done.add(outcome);
      }
      return done;
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Whether a file of this machine is what an interrupted copy has of another one. */
  public static boolean isUnfinished(Path file) {
    Path name = file.getFileName();
    return name != null && UNFINISHED.matcher(name.toString()).matches();
  }

  private Copied copy(Item item) {
    String from = from(item);
    String to = to(item);
    try {
      if (item instanceof Item.Down down) {
        return down(down, from, to);
      }
      return item instanceof Item.Up up
          ? up(up.from(), up.to(), from, to, true)
          : across((Item.Across) item, from, to);
    } catch (ForgeException e) {
      return new Copied(from, to, Copied.State.FAILED, 0, Optional.of(e));
    } catch (IOException | RuntimeException e) {
      return new Copied(from, to, Copied.State.FAILED, 0, Optional.of(unexpected(from, e)));
    }
  }

  private Copied down(Item.Down item, String from, String to) throws IOException {
    RemoteEntry entry = item.from();
    Path target = item.to();
    refuseOtherCase(target);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      entry = looked(entry);
      if (same(target, entry)) {
        progress.moved(entry.size());
        return new Copied(from, to, Copied.State.UNCHANGED, entry.size(), Optional.empty());
      }
      if (Files.isDirectory(target)) {
        throw new ForgeException(
            ErrorKind.OUTPUT,
            "output-is-folder",
            target + ": is a folder where a file is to go",
            "name another place");
      }
      refuseUnlessOverwriting(to);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    boolean large = entry.size() > sizes.inParts();
    Journal journal = Journal.none();
    String identity = workspace.signIn().host() + "\n" + from + "\n" + target.toAbsolutePath();
    // Not made of the target's name, which may be as long as a name can be.
    Path part = target.resolveSibling(".pyforge-" + CacheFolder.key(identity) + ".part");
    if (large) {
      entry = looked(entry);
      Path journalFile = cache.file("transfers", "down\n" + identity, "json");
      if (choices.restart() || !Files.isRegularFile(part)) {
        Journal.forget(journalFile);
      }
      journal = Journal.open(journalFile, version(entry, sizes.partOf(entry.size())));
    }
    try {
      new Download(workspace, sizes, progress).run(entry, part, journal);
    } catch (IOException | RuntimeException e) {
      if (!large) {
        Files.deleteIfExists(part);
      }
      throw e;
    }
    publish(part, target);
    journal.remove();
    index.note(entry, Checksum.of(target));
    return new Copied(from, to, Copied.State.COPIED, entry.size(), Optional.empty());
  }

  private Copied up(Path source, VolumePath to, String from, String shown, boolean continued)
      throws IOException {
    if (!Files.isRegularFile(source)) {
      throw new ForgeException(
          ErrorKind.NOT_FOUND,
          "input-missing",
          source + ": there is no such file",
          "check the name, and that nobody removes it meanwhile");
    }
    long size = Files.size(source);
    Optional<RemoteEntry> there = workspace.files().file(to);
    if (there.isPresent()) {
      if (same(source, there.get())) {
        progress.moved(size);
        return new Copied(from, shown, Copied.State.UNCHANGED, size, Optional.empty());
      }
      refuseUnlessOverwriting(shown);
    }
    makeParent(to);
    Journal journal = Journal.none();
    if (continued && size > sizes.inParts()) {
      String identity =
          "up\n" + workspace.signIn().host() + "\n" + source.toAbsolutePath() + "\n" + to;
      Path file = cache.file("transfers", identity, "json");
      if (choices.restart()) {
        Journal.forget(file);
      }
      journal =
          Journal.open(
              file,
              Map.of(
                  "size", Long.toString(size),
                  "modified", Files.getLastModifiedTime(source).toInstant().toString(),
                  "overwrite", Boolean.toString(choices.overwrite()),
                  "part", Long.toString(sizes.partOf(size))));
    }
    String before = Checksum.of(source);
    RemoteEntry stored =
        new Upload(workspace, sizes, progress)
            .run(source, to, choices.overwrite(), choices.compare(), journal);
    index.note(stored, before);
    return new Copied(from, shown, Copied.State.COPIED, size, Optional.empty());
  }

  private Copied across(Item.Across item, String from, String to) throws IOException {
    Path folder = temp.make("copy");
    Path copy = folder.resolve("file");
    try {
      new Download(workspace, sizes, bytes -> {}).run(looked(item.from()), copy);
      return up(copy, item.to(), from, to, false);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  /** A file of a listing as it is now, with its version mark. */
  private RemoteEntry looked(RemoteEntry entry) {
    return workspace
        .files()
        .file(entry.path())
        .orElseThrow(
            () ->
                new ForgeException(
                    ErrorKind.NOT_FOUND,
                    "input-missing",
                    entry.path() + " is not there any more",
                    "run it again"));
  }

  private boolean same(Path file, RemoteEntry entry) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == entry.size()
        && Checksum.of(file).equals(index.sha256(workspace, entry));
  }

  private void refuseUnlessOverwriting(String to) {
    if (!choices.overwrite()) {
      throw new ForgeException(
          ErrorKind.OUTPUT,
          "output-exists",
          to + " is there with another content",
          "pass --force to replace it");
    }
  }

  /** Two names that differ in letter case are one file on some disks. */
  private void refuseOtherCase(Path target) throws IOException {
    String key = target.toAbsolutePath().toString().toLowerCase(Locale.ROOT);
    Path other = written.putIfAbsent(key, target);
    if (other != null && !other.equals(target) && ignoresCase(target.toAbsolutePath())) {
      throw new ForgeException(
          ErrorKind.OUTPUT,
          "names-collide",
          target + " and " + other + " are one file on this disk",
          "copy them into different folders");
    }
  }

  /** Whether names on the disk of a file are found in another letter case. */
  private static boolean ignoresCase(Path file) throws IOException {
    Path folder = file.getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    Path probe = Files.createTempFile(folder, ".pyforge-A", "");
    try {
      String lower = probe.getFileName().toString().toLowerCase(Locale.ROOT);
      return Files.exists(probe.resolveSibling(lower));
    } finally {
      Files.delete(probe);
    }
  }

  private void makeParent(VolumePath file) {
    VolumePath folder = file.parent().orElseThrow();
    if (!folders.contains(folder)) {
      FilesApi files = workspace.files();
      if (!folder.isVolume()) {
        files.makeFolder(folder);
      } else if (!files.isFolder(folder)) {
        throw NoSuchVolume.of(folder);
      }
      folders.add(folder);
    }
  }

  /** What must be the same for the parts of an earlier run to be of use. */
  private static Map<String, String> version(RemoteEntry entry, long part) {
    return Map.of(
        "part", Long.toString(part),
        "size", Long.toString(entry.size()),
        "modified", entry.modified().map(Object::toString).orElse(""),
        "etag", entry.etag().orElse(""));
  }

  private static void publish(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String from(Item item) {
    if (item instanceof Item.Down down) {
      return down.from().path().toString();
    }
    return item instanceof Item.Up up
        ? up.from().toString()
        : ((Item.Across) item).from().path().toString();
  }

  private static String to(Item item) {
    if (item instanceof Item.Down down) {
      return down.to().toString();
    }
    return item instanceof Item.Up up ? up.to().toString() : ((Item.Across) item).to().toString();
  }

  private static ForgeException unexpected(String from, Exception e) {
    if (e instanceof IOException) {
      return new ForgeException(
          ErrorKind.OUTPUT,
          "copy-failed",
          from + " could not be copied: " + e.getMessage(),
          "check the file and the disk",
          e);
    }
    return new ForgeException(
        ErrorKind.INTERNAL, "copy-failed", from + " could not be copied: " + e, "report it", e);
  }

  @Override
  public void close() {
    index.save();
  }
}
