package io.pyforge.databricks.environment;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Databricks runtime as {@code DATABRICKS_RUNTIME_VERSION} gives it: {@code 16.4}
 * or {@code 16.4.x-scala2.13} on a cluster, {@code client.4.9} on serverless compute.
 *
 * @param raw as given
 * @param major the first number; of serverless compute, the environment version
 * @param minor the second number
 * @param serverless whether it is one of serverless compute
 * @param scala the Scala version in it, when told
 */
public record RuntimeVersion(
    String raw, int major, int minor, boolean serverless, Optional<String> scala)
    implements Comparable<RuntimeVersion> {
  private static final Pattern FORM =
      Pattern.compile("(client\\.)?(\\d{1,6})(?:\\.(\\d{1,6}|x))?(?:[.\\-].*)?");
  private static final Pattern SCALA = Pattern.compile("scala(\\d+\\.\\d+)");

  /** Reads a version; empty when it has no form known. */
  public static Optional<RuntimeVersion> of(String raw) {
    Matcher form = FORM.matcher(raw.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String minor = form.group(3);
    Matcher scala = SCALA.matcher(raw);
    return Optional.of(
        new RuntimeVersion(
            raw.strip(),
            Integer.parseInt(form.group(2)),
            minor == null || minor.equals("x") ? 0 : Integer.parseInt(minor),
            form.group(1) != null,
            scala.find() ? Optional.of(scala.group(1)) : Optional.empty()));
  }

  /** Whether it is this version or a later one of its kind. */
  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
  }

  /** By numbers: 9.1 comes before 10.4. */
  @Override
  public int compareTo(RuntimeVersion other) {
    return Comparator.comparingInt(RuntimeVersion::major)
        .thenComparingInt(RuntimeVersion::minor)
        .compare(this, other);
  }
}
