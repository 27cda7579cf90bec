package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Checksum;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of a user's cache where transfers keep what they know between runs. */
public record CacheFolder(Path folder) {
  /** The usual one: {@code databricks} in {@link HostEnvironment#cacheFolder()}. */
  public static CacheFolder of(HostEnvironment host) {
    Path caches =
        host.cacheFolder().orElse(Path.of(".cache", "pyforge")); // for a user without home
    return new CacheFolder(caches.resolve("databricks"));
  }

  /** The file for something that a text identifies. */
  Path file(String kind, String identity, String suffix) {
    return folder.resolve(kind).resolve(key(identity) + "." + suffix);
  }

  /** A short name that no two texts share. */
  static String key(String identity) {
    return Checksum.ofText(identity).substring(0, 32);
  }

  /** Makes the file and the folders above it, for their owner only, where they are missing. */
  static void makeFor(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent, ownerOnly(parent, "rwx------"));
    }
    try {
      Files.createFile(file, ownerOnly(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      // as it should be
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0]; // Windows: the user's folder is the user's already
  }
}
