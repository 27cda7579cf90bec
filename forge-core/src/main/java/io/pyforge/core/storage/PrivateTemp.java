package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files that only their owner may read. On first use it makes one folder, {@code
 * pyforge-<owner>}, under its root; closing it removes that folder with everything in it. Folders
 * that dead processes of the same user left are removed when a folder is made.
 *
 * <p>Thread-safe.
 */
public final class PrivateTemp implements AutoCloseable {
  private static final String PREFIX = "pyforge-";
  private static final String LOCK = ".lock";

  private final Path root;
  private @Nullable Path folder;
  private @Nullable FileChannel lock;
  private boolean closed;
  private long count;

  private PrivateTemp(Path root) {
    this.root = root;
  }

  /** Temporary files under {@code root}. Nothing is made until the first is needed. */
  public static PrivateTemp open(Path root) {
    return new PrivateTemp(root);
  }

  /**
   * Checks that the root is there, before anything is needed in it.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if it is not
   */
  public void check() {
    if (!Files.isDirectory(root)) {
      throw StorageFailures.tempMissing(root);
    }
  }

  /**
   * A new, empty file that only its owner may read and write.
   *
   * @param suffix the end of its name, such as {@code .csv}; may be empty
   * @throws io.pyforge.spi.error.ForgeException if the root is not there or cannot be written
   */
  public synchronized Path newFile(String suffix) {
    Path file = folder().resolve("file-" + ++count + suffix);
    try {
      return Files.createFile(file, ownerOnly(file, "rw-------"));
    } catch (IOException e) {
      throw StorageFailures.tempUnwritable(root, e);
    }
  }

  /**
   * A new, empty folder that only its owner may look into.
   *
   * @param prefix the start of its name
   * @throws io.pyforge.spi.error.ForgeException if the root is not there or cannot be written
   */
  public synchronized Path newFolder(String prefix) {
    Path made = folder().resolve(prefix + "-" + ++count);
    try {
      return Files.createDirectory(made, ownerOnly(made, "rwx------"));
    } catch (IOException e) {
      throw StorageFailures.tempUnwritable(root, e);
    }
  }

  /** Removes everything made here. */
  @Override
  public synchronized void close() {
    closed = true;
    Path made = folder;
    folder = null;
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The lock ends with the process at the latest.
      }
      lock = null;
    }
    if (made != null) {
      FileTree.deleteQuietly(made);
    }
  }

  private Path folder() {
    if (closed) {
      throw new IllegalStateException("temporary files were already closed");
    }
    if (folder == null) {
      check();
      try {
        Path made = makeFolder();
        lock = lockIn(made);
        folder = made;
        sweep(made);
      } catch (IOException e) {
        throw StorageFailures.tempUnwritable(root, e);
      }
    }
    return folder;
  }

  private Path makeFolder() throws IOException {
    while (true) {
      Path made = root.resolve(PREFIX + ProcessMark.next());
      try {
        return Files.createDirectory(made, ownerOnly(made, "rwx------"));
      } catch (FileAlreadyExistsException e) {
        // somebody has that name: the next one is another
      }
    }
  }

  /**
   * Takes the lock under another name and then renames the file, so that a lock file under its
   * final name is never seen unlocked while its owner lives.
   */
  private static @Nullable FileChannel lockIn(Path made) throws IOException {
    Path early = made.resolve(LOCK + ".new");
    FileChannel channel =
        FileChannel.open(early, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      Files.move(early, made.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException e) {
      channel.close(); // no locks on this file system: the folder is recognised by its age instead
      return null;
    }
  }

  private void sweep(Path own) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path candidate : found) {
        String mark = candidate.getFileName().toString().substring(PREFIX.length());
        // The owner is compared because root's folders may lie beside those of others.
        if (!ProcessMark.alive(mark)
            && Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
            && ProcessMark.lockIsFree(candidate.resolve(LOCK))) {
          FileTree.deleteQuietly(candidate);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Sweeping is a courtesy; what cannot be looked at is left to its owner.
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0]; // Windows: the user's temp folder is the user's already
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
