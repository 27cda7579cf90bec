package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one step that makes a staged file visible. Nothing is forced to the disk first: a rename
 * keeps readers from half a file when this process dies; after a power cut the conversion is run
 * again, and waiting for the disk would cost every run up to half its speed.
 */
final class Publication {
  private static final int MAX_LINKS = 40;

  private Publication() {}

  /** Where writing to {@code path} ends up: the path itself, or what its symbolic links lead to. */
  static Path behindLinks(Path path) throws IOException {
    Path end = path;
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(end); i++) {
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return end;
  }

  /**
   * Creates a staged file. One that will replace another is as private as that one from the start;
   * any other gets what the user's umask leaves.
   */
  static FileChannel createStaged(Path staged, Path destination) throws IOException {
    PosixFileAttributes old = attributes(destination);
    FileAttribute<?>[] attributes =
        old == null
            ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(old.permissions())};
    FileChannel channel =
        FileChannel.open(
            staged, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    lock(channel);
    return channel;
  }

  /** Marks a staged file as in use, for as long as the channel is open. */
  static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      // No locks on this file system: the process mark in the name has to do.
    }
  }

  /**
   * Renames a staged file to its destination.
   *
   * @param replace whether a file that is there gives way; its permissions are kept
   * @param location the destination in the user's words
   */
  static void publish(Path staged, Path destination, boolean replace, String location) {
    try {
      if (!replace) {
        publishNew(staged, destination);
        return;
      }
      PosixFileAttributes old = attributes(destination);
      if (old != null) {
        takeOver(staged, old);
      }
      Files.move(staged, destination, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      throw StorageFailures.outputExists(location);
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  /**
   * A rename would replace a file that appeared in the meantime; a hard link fails instead. Where
   * there are no hard links, looking first is the best there is.
   */
  private static void publishNew(Path staged, Path destination) throws IOException {
    try {
      Files.createLink(destination, staged);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      if (Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(destination.toString());
      }
      Files.move(staged, destination, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    FileTree.deleteQuietly(staged);
  }

  private static @Nullable PosixFileAttributes attributes(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null || !Files.isRegularFile(file) ? null : view.readAttributes();
  }

  /** Owner and group as far as the system lets us; permissions always. */
  private static void takeOver(Path staged, PosixFileAttributes old) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(staged, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.group().equals(old.group())) {
        view.setGroup(old.group());
      }
      if (!now.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
    } catch (IOException e) {
      // Only an administrator gives files away; the content matters more than whose it is.
    }
    view.setPermissions(old.permissions());
  }
}
