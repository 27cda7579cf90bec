package io.pyforge.databricks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file or a text, in hexadecimal digits. */
public final class Checksum {
  private Checksum() {}

  /** Of a file of this machine. */
  public static String of(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  /** Of a stream, which is read to its end and closed. */
  static String of(InputStream content) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = content) {
      in.transferTo(into(digest));
    }
    return text(digest);
  }

  /** Of a file of a volume, which is read for it. */
  public static String of(FilesApi files, RemoteEntry file) {
    MessageDigest[] digest = {newDigest()};
    files.readWhole(
        file,
        offset -> {
          digest[0] = newDigest(); // from the first byte, again
          return into(digest[0]);
        });
    return text(digest[0]);
  }

  /** That of a text in UTF-8. */
  public static String ofText(String text) {
    MessageDigest digest = newDigest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return text(digest);
  }

  private static OutputStream into(MessageDigest digest) {
    return new DigestOutputStream(OutputStream.nullOutputStream(), digest);
  }

  private static String text(MessageDigest digest) {
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
