package io.pyforge.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be told from a location's text, and from a look at this machine's files. */
final class Places {
  static final String STANDARD_INPUT = "-";

  /** Two letters at least: {@code C:} is a drive. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private static final List<String> COMPRESSION_SUFFIXES = List.of("gz", "bz2", "zst", "zip");

  private static final List<String> STANDARD_OUTPUTS =
      List.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private Places() {}

  /** The path on this machine, unless the location has a scheme other than {@code file:}. */
  static Optional<Path> local(String location) {
    String text = location;
    if (text.regionMatches(true, 0, "file:", 0, 5)) {
      text = text.substring(5).replaceFirst("^//(?=/)", "");
    } else if (SCHEME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty(); // whoever opens it says what is wrong with it
    }
  }

  /** Whether a location is this process's standard output. */
  static boolean isStandardOutput(String location) {
    return STANDARD_OUTPUTS.contains(location);
  }

  /** The last part, without separators at the end. */
  static String name(String location) {
    String trimmed = location.replaceFirst("[/\\\\]+$", "");
    int slash = Math.max(trimmed.lastIndexOf('/'), windowsSeparator(trimmed));
    return trimmed.substring(slash + 1);
  }

  /** Everything before the last part, with its separator; possibly empty. */
  static String folder(String location) {
    String trimmed = location.replaceFirst("[/\\\\]+$", "");
    return trimmed.substring(0, trimmed.length() - name(location).length());
  }

  /** {@code sales} of {@code data/sales.csv.gz}. */
  static String stem(String location) {
    String name = uncompressed(name(location));
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** {@code csv} of {@code data/sales.CSV.gz}; empty when there is none. */
  static String suffix(String location) {
    String name = uncompressed(name(location));
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** A name within a folder that is given as a location. */
  static String within(String folder, String name) {
    boolean separated =
        folder.endsWith("/") || (File.separatorChar == '\\' && folder.endsWith("\\"));
    return separated ? folder + name : folder + "/" + name;
  }

  /** Whether its last part is a pattern rather than a name. */
  static boolean isPattern(String location) {
    String name = name(location);
    return (name.indexOf('*') >= 0 || name.indexOf('?') >= 0)
        && local(location).filter(Files::exists).isEmpty();
  }

  /** Whether a location may stand for other inputs than itself, so that it is worth a look. */
  static boolean maybeMany(String location) {
    if (location.equals(STANDARD_INPUT)) {
      return false;
    }
    Optional<Path> path = local(location);
    if (path.isPresent() && Files.exists(path.get())) {
      return Files.isDirectory(path.get());
    }
    return isPattern(location)
        || (path.isEmpty() && (location.endsWith("/") || suffix(location).isEmpty()));
  }

  /** Whether both are one file of this machine, whatever links lead to it, or one text. */
  static boolean same(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    Optional<Path> first = local(one);
    Optional<Path> second = local(other);
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    try {
      return Files.isSameFile(first.get(), second.get());
    } catch (IOException e) {
      return false; // one of them is not there, so they are two
    }
  }

  private static int windowsSeparator(String location) {
    return File.separatorChar == '\\' ? location.lastIndexOf('\\') : -1;
  }

  private static String uncompressed(String name) {
    int dot = name.lastIndexOf('.');
    boolean compressed =
        dot > 0
            && name.lastIndexOf('.', dot - 1) > 0
            && COMPRESSION_SUFFIXES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return compressed ? name.substring(0, dot) : name;
  }
}
