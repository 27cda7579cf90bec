package io.pyforge.databricks.environment;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The place a process runs in, and what speaks for it.
 *
 * @param version of the runtime, when it is known and has a form known
 * @param certain false when something that belongs to the place is missing
 * @param evidence what was seen, in the order it was looked at
 */
public record RuntimeEnvironment(
    Platform platform, Optional<RuntimeVersion> version, boolean certain, List<Evidence> evidence) {
  /** Says what the platform is, whatever the machine looks like. */
  public static final String OVERRIDE = "PYFORGE_ENV";

  private static final String VERSION = "DATABRICKS_RUNTIME_VERSION";
  private static final String SERVERLESS = "IS_SERVERLESS";
  private static final String APP = "DATABRICKS_APP_NAME";
  private static final String REMOTE = "SPARK_REMOTE";
  private static final String CONNECT = "SPARK_CONNECT_MODE_ENABLED";
  private static final String FOLDER = "/databricks";

  /**
   * One thing that was looked at.
   *
   * @param name of a variable or a folder
   * @param value what it is; addresses that may hold a token are only said to be set
   * @param meaning what follows from it
   */
  public record Evidence(String name, String value, String meaning) {}

  /** Takes copies. */
  public RuntimeEnvironment {
    evidence = List.copyOf(evidence);
  }

  /**
   * Judges an environment. A workspace's host or token say nothing about the place: a laptop has
   * them as well.
   *
   * @param folderExists whether there is a folder of that path
   * @throws ForgeException USAGE if {@link #OVERRIDE} names no platform
   */
  public static RuntimeEnvironment detect(HostEnvironment host, Predicate<String> folderExists) {
    List<Evidence> evidence = new ArrayList<>();
    Optional<String> raw = host.variable(VERSION);
    Optional<RuntimeVersion> version = raw.flatMap(RuntimeVersion::of);
    Optional<String> override = host.variable(OVERRIDE);
    if (override.isPresent()) {
      Platform platform =
          Platform.ofLabel(override.get()).orElseThrow(() -> unknown(override.get()));
      evidence.add(new Evidence(OVERRIDE, override.get(), "set by the user: " + platform.label()));
      return new RuntimeEnvironment(platform, version, true, evidence);
    }
    if (raw.isEmpty()) {
      evidence.add(new Evidence(VERSION, "not set", "not on a machine of a cluster"));
      return new RuntimeEnvironment(outside(host, evidence), Optional.empty(), true, evidence);
    }
    evidence.add(
        new Evidence(
            VERSION,
            raw.get(),
            version.isPresent() ? "a runtime of Databricks" : "a runtime of a version not known"));
    boolean client = version.isPresent() && version.get().serverless();
    Optional<String> flag = host.variable(SERVERLESS);
    boolean flagged =
        flag.isPresent() && (flag.get().equals("1") || flag.get().equalsIgnoreCase("true"));
    flag.ifPresent(
        value ->
            evidence.add(
                new Evidence(SERVERLESS, value, flagged ? "serverless compute" : "a cluster")));
    boolean folder = folderExists.test(FOLDER);
    evidence.add(
        new Evidence(
            FOLDER,
            folder ? "is there" : "is missing",
            folder ? "as on every cluster" : "unusual"));
    Platform platform = client || flagged ? Platform.SERVERLESS : Platform.CLASSIC;
    boolean certain = version.isPresent() && (folder || platform == Platform.SERVERLESS);
    return new RuntimeEnvironment(platform, version, certain, evidence);
  }

  private static Platform outside(HostEnvironment host, List<Evidence> evidence) {
    Optional<String> app = host.variable(APP);
    if (app.isPresent()) {
      evidence.add(new Evidence(APP, app.get(), "a container of Databricks Apps"));
      return Platform.APPS;
    }
    Optional<String> remote = host.variable(REMOTE);
    boolean connect = host.variable(CONNECT).filter(value -> !value.equals("0")).isPresent();
    if (remote.isPresent()) {
      evidence.add(new Evidence(REMOTE, "set", "a client of Spark Connect"));
    } else if (connect) {
      evidence.add(new Evidence(CONNECT, "set", "a client of Spark Connect"));
    }
    return remote.isPresent() || connect ? Platform.CONNECT_CLIENT : Platform.LOCAL;
  }

  private static ForgeException unknown(String value) {
    return new ForgeException(
        ErrorKind.USAGE,
        "bad-option-value",
        OVERRIDE + " cannot be '" + value + "'",
        "use one of "
            + Arrays.stream(Platform.values())
                .map(Platform::label)
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT));
  }
}
