package io.pyforge.databricks.client;

import io.pyforge.databricks.volume.VolumePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Compares what is stored with what was sent, byte by byte through SHA-256. */
final class Contents {
  private static final int BUFFER = 64 * 1024;

  private Contents() {}

  /** Whether the file of that path has exactly those bytes. */
  static boolean same(FilesApi files, VolumePath path, Call.Body body) {
    Optional<RemoteEntry> stored = files.file(path);
    return stored.isPresent()
        && stored.get().size() == body.length()
        && sha256(files, stored.get()).equals(sha256(body));
  }

  /** The SHA-256 of a stored file, in hexadecimal digits. */
  static String sha256(FilesApi files, RemoteEntry file) {
    MessageDigest[] digest = {newDigest()};
    files.readWhole(
        file,
        offset -> {
          MessageDigest fresh = newDigest();
          digest[0] = fresh;
          return new OutputStream() {
            @Override
            public void write(int b) {
              fresh.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
              fresh.update(bytes, from, length);
            }
          };
        });
    return HexFormat.of().formatHex(digest[0].digest());
  }

  /** The SHA-256 of bytes to be sent, in hexadecimal digits. */
  static String sha256(Call.Body body) {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = body.open()) {
      int got;
      while ((got = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, got);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
