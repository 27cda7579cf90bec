package io.pyforge.databricks.jar;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What this build made, and what a driver has, as class paths. */
final class ClassPaths {
  private ClassPaths() {}

  /** The jar under test. */
  static Path jar() {
    return given("pyforge.jar");
  }

  /** The programs that the tests run in a JVM of their own. */
  static Path programs() {
    return given("pyforge.programs");
  }

  /** Libraries as old as a driver may have them, with a logging library among them. */
  static List<Path> oldLibraries() throws IOException {
    return jars(given("pyforge.old-libraries"), "*.jar");
  }

  /** The libraries of the ordinary distribution, which this build made too. */
  static List<Path> distribution() throws IOException {
    return jars(distributionFolder().resolve("lib"), "*.jar");
  }

  static Path distributionFolder() {
    return given("pyforge.distribution");
  }

  /** One class path out of several. */
  static List<Path> joined(List<Path> first, Path jar, List<Path> last) {
    List<Path> joined = new ArrayList<>(first);
    joined.add(jar);
    joined.addAll(last);
    return joined;
  }

  private static List<Path> jars(Path folder, String glob) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(jars::add);
    }
    if (jars.isEmpty()) {
      throw new IllegalStateException("no " + glob + " in " + folder);
    }
    jars.sort(Comparator.naturalOrder());
    return jars;
  }

  private static Path given(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("run by mvn verify, which sets " + property);
    }
    return Path.of(value);
  }
}
