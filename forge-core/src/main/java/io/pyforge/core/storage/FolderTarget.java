package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files. A new one is staged beside its destination and renamed as a whole. Into an
 * existing one the files, staged inside it because it may be a file system of its own, go one by
 * one; then those that an earlier manifest names and this run did not write are removed, and the
 * new manifest comes last.
 */
final class FolderTarget implements OutputTarget {
  private final String location;
  private final Path destination;
  private final boolean existing;
  private final ParentFolders parents;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<FileChannel> channels = new ArrayList<>();
  private @Nullable Path staged;
  private boolean published;

  private FolderTarget(String location, Path destination, boolean existing, ParentFolders parents) {
    this.location = location;
    this.destination = destination;
    this.existing = existing;
    this.parents = parents;
  }

  /** Checks the destination and makes the folders above it. */
  static FolderTarget open(String location, Path path, boolean force) {
    Path destination;
    boolean existing;
    try {
      // Without redundant parts, so that "out/" and "out/." have a name to stage beside.
      destination = Publication.behindLinks(path).toAbsolutePath().normalize();
      existing = Files.isDirectory(destination);
      if (existing && !force && !isEmpty(destination)) {
        throw StorageFailures.outputFolderNotEmpty(location);
      }
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
    if (!existing && Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
      throw StorageFailures.outputIsFile(location);
    }
    Path beside = existing ? destination : destination.getParent();
    if (beside == null) {
      throw StorageFailures.outputIsFile(location);
    }
    ParentFolders parents = ParentFolders.make(beside, location);
    StagedName.sweep(beside, stem(destination));
    return new FolderTarget(location, destination, existing, parents);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean folder() {
    return true;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    if (!FolderManifest.isPlainName(name)) {
      throw new IllegalArgumentException("not the name of a file in a folder: " + name);
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("created before: " + name);
    }
    return openStaged(name);
  }

  @Override
  public String locationOf(String name) {
    if (location.endsWith("/") || location.endsWith(destination.getFileSystem().getSeparator())) {
      return location + name;
    }
    return location
        + (location.contains("/") ? "/" : destination.getFileSystem().getSeparator())
        + name;
  }

  @Override
  public void publish() throws IOException {
    if (published) {
      throw new IllegalStateException("publish is done once");
    }
    try {
      FolderManifest.write(openStaged(FolderManifest.NAME), names);
      closeChannels();
      Path from = Objects.requireNonNull(staged);
      if (existing) {
        publishInto(from);
      } else {
        publishWhole(from);
      }
      published = true;
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  @Override
  public void close() throws IOException {
    closeChannels();
    if (staged != null && (existing || !published)) {
      FileTree.deleteQuietly(staged);
    }
    if (!published) {
      parents.takeBack();
    }
  }

  private void publishWhole(Path from) throws IOException {
    Files.deleteIfExists(from.resolve(StagedName.LOCK));
    try {
      Files.move(from, destination, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      throw StorageFailures.outputFolderNotEmpty(location);
    } catch (IOException e) {
      if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
        throw StorageFailures.outputFolderNotEmpty(location);
      }
      throw e;
    }
  }

  private void publishInto(Path from) {
    Set<String> gone = new LinkedHashSet<>(FolderManifest.read(destination));
    gone.removeAll(names);
    for (String name : names) {
      Publication.publish(from.resolve(name), destination.resolve(name), true, locationOf(name));
    }
    for (String name : gone) {
      Path file = destination.resolve(name);
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        FileTree.deleteQuietly(file);
      }
    }
    Publication.publish(
        from.resolve(FolderManifest.NAME),
        destination.resolve(FolderManifest.NAME),
        true,
        locationOf(FolderManifest.NAME));
  }

  private OutputStream openStaged(String name) {
    try {
      Path folder = staged == null ? stage() : staged;
      FileChannel channel =
          Publication.createStaged(folder.resolve(name), destination.resolve(name));
      channels.add(channel);
      return SlicedStreams.output(channel, locationOf(name));
    } catch (IOException e) {
      throw StorageFailures.writing(locationOf(name), e);
    }
  }

  private Path stage() throws IOException {
    Path beside = existing ? destination : Objects.requireNonNull(destination.getParent());
    Path made = Files.createDirectory(StagedName.next(beside, stem(destination)));
    staged = made;
    FileChannel lock =
        FileChannel.open(
            made.resolve(StagedName.LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channels.add(lock);
    Publication.lock(lock);
    return made;
  }

  private void closeChannels() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
    channels.clear();
  }

  private static String stem(Path destination) {
    Path name = destination.getFileName();
    return name == null ? "root" : name.toString();
  }

  /** Whether a folder holds nothing but what a dead process staged there. */
  private static boolean isEmpty(Path folder) throws IOException {
    StagedName.sweep(folder, stem(folder));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }
}
