package io.pyforge.databricks.transfer;

import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The folder of a user's cache where transfers keep what they know between runs. */
public record CacheFolder(Path folder) {
  /** The usual one: {@code ~/.cache/pyforge/databricks}. */
  public static CacheFolder of(HostEnvironment host) {
    String home = host.properties().getOrDefault("user.home", ".");
    Path base =
        host.variable("XDG_CACHE_HOME")
            .or(() -> host.variable("LOCALAPPDATA"))
            .map(text -> Path.of(text))
            .orElse(Path.of(home, ".cache"));
    return new CacheFolder(base.resolve("pyforge").resolve("databricks"));
  }

  /** The file for something that a text identifies. */
  Path file(String kind, String identity, String suffix) {
    return folder.resolve(kind).resolve(key(identity) + "." + suffix);
  }

  /** A short name that no two texts share. */
  static String key(String identity) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
