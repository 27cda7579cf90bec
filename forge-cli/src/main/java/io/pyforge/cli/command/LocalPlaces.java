package io.pyforge.cli.command;

import io.pyforge.core.bulk.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a look at this machine's files tells of a location. */
final class LocalPlaces {
  /** Two letters at least: {@code C:} is a drive. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private static final List<String> STANDARD_OUTPUTS =
      List.of(Places.STANDARD_STREAM, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private LocalPlaces() {}

  /** The path on this machine, unless the location has a scheme other than {@code file:}. */
  private static Optional<Path> local(String location) {
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
}
