package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Turns a location of this machine into a path. {@code ~} is not special: the shell has replaced
 * it.
 */
final class LocalPath {
  /**
   * Two letters at least, so that {@code C:/x} stays a drive; a slash, so that {@code a:b} stays a
   * name.
   */
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:/.*");

  private static final String FILE = "file:";

  private LocalPath() {}

  /** Whether a location is a plain path or a {@code file:} URI. */
  static boolean matches(String location) {
    return isFileUri(location)
        || !(SCHEME.matcher(location).matches() || location.regionMatches(true, 0, "dbfs:", 0, 5));
  }

  /**
   * The path of a location that {@link #matches}.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE if the system has no such path
   */
  static Path of(String location) {
    if (location.isEmpty()) {
      throw StorageFailures.badLocation(location, "it is empty");
    }
    try {
      return Path.of(isFileUri(location) ? pathOfUri(location) : location);
    } catch (InvalidPathException e) {
      throw StorageFailures.badLocation(location, e.getReason());
    }
  }

  private static boolean isFileUri(String location) {
    return location.regionMatches(true, 0, FILE, 0, FILE.length());
  }

  /** RFC 8089: {@code file:/x}, {@code file:///x}, {@code file://localhost/x}. */
  private static String pathOfUri(String location) {
    String rest = location.substring(FILE.length());
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String host = rest.substring(2, slash < 0 ? rest.length() : slash);
      if (!host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
        throw StorageFailures.badLocation(location, "it names the other machine " + host);
      }
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    String path = percentDecoded(rest);
    return path.matches("/[A-Za-z]:.*") ? path.substring(1) : path;
  }

  /** Decodes {@code %20} and the like as UTF-8; a percent sign that starts no such code stays. */
  private static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
