package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.storage.OutputTarget;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One file, staged beside its destination. */
final class FileTarget implements OutputTarget {
  private final String location;
  private final Path destination;
  private final boolean replace;
  private final ParentFolders parents;
  private @Nullable Path staged;
  private @Nullable FileChannel channel;
  private boolean published;

  private FileTarget(String location, Path destination, boolean replace, ParentFolders parents) {
    this.location = location;
    this.destination = destination;
    this.replace = replace;
    this.parents = parents;
  }

  /** Checks the destination and makes the folders above it. */
  static FileTarget open(String location, Path path, boolean force) {
    Path destination;
    try {
      destination = Publication.behindLinks(path).toAbsolutePath();
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
    if (Files.isDirectory(destination) || namesFolder(location)) {
      throw StorageFailures.outputIsFolder(location);
    }
    if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
      if (!force) {
        throw StorageFailures.outputExists(location);
      }
      if (!Files.isWritable(destination)) {
        throw StorageFailures.outputUnwritable(location, "the existing file", null);
      }
    }
    Path folder = destination.getParent();
    if (folder == null) {
      throw StorageFailures.outputIsFolder(location);
    }
    ParentFolders parents = ParentFolders.make(folder, location);
    StagedName.sweep(folder, destination.getFileName().toString());
    return new FileTarget(location, destination, force, parents);
  }

  /** Whether its end says that a folder is meant, which a path does not keep. */
  private static boolean namesFolder(String location) {
    return location.endsWith("/") || location.endsWith(File.separator);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean folder() {
    return false;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    if (!name.isEmpty()) {
      throw new IllegalArgumentException("a file target has one file, without a name: " + name);
    }
    if (staged != null) {
      throw new IllegalArgumentException("the file was created before");
    }
    Path folder = Objects.requireNonNull(destination.getParent());
    Path file = StagedName.next(folder, destination.getFileName().toString());
    try {
      FileChannel opened = Publication.createStaged(file, destination);
      staged = file;
      channel = opened;
      return SlicedStreams.output(opened, location);
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  @Override
  public String locationOf(String name) {
    return location;
  }

  @Override
  public void publish() throws IOException {
    if (staged == null || published) {
      throw new IllegalStateException("publish needs one file, and is done once");
    }
    Publication.publish(staged, destination, replace, location);
    published = true;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
    if (!published) {
      if (staged != null) {
        FileTree.deleteQuietly(staged);
      }
      parents.takeBack();
    }
  }
}
