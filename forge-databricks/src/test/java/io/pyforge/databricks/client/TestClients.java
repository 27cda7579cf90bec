package io.pyforge.databricks.client;

import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.engine.HostEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Clients of a test workspace that do not really wait before they ask again. */
public final class TestClients {
  private static final long SEED = 4711;

  /** Long enough for a busy machine, and the hang guard of all that gets no answer. */
  public static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private TestClients() {}

  /** A client with the workspace's token. */
  public static Workspace byToken(TestWorkspace server) {
    return byToken(server, new VirtualPauses());
  }

  /** A client with the workspace's token and a clock of one's own. */
  public static Workspace byToken(TestWorkspace server, VirtualPauses pauses) {
    return byToken(server, pauses, PATIENT);
  }

  /** A client with the workspace's token that waits for the next byte so long. */
  public static Workspace byToken(TestWorkspace server, VirtualPauses pauses, Timeouts timeouts) {
    return of(choices(server.url(), server.token()), pauses, timeouts);
  }

  /** A client that is given a token for the secret of a service principal. */
  public static Workspace bySecret(TestWorkspace server, VirtualPauses pauses) {
    return of(secretChoices(server.url()), pauses, PATIENT);
  }

  static SignInChoices choices(String url, String token) {
    return SignInChoices.of(
        Optional.of(url), Optional.of(token), Optional.empty(), Optional.empty(), environment());
  }

  static SignInChoices secretChoices(String url) {
    Settings usual = Settings.usual();
    return SignInChoices.of(
        Optional.of(url),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        environment(
            "DATABRICKS_CLIENT_ID",
            usual.clientId(),
            "DATABRICKS_CLIENT_SECRET",
            usual.clientSecret(),
            "DATABRICKS_AUTH_TYPE",
            "oauth-m2m"));
  }

  static Workspace of(SignInChoices choices, VirtualPauses pauses, Timeouts timeouts) {
    HttpTransport transport = new HttpTransport("pyforge/test", timeouts);
    SignIn signIn = SignIn.of(choices, () -> new SdkTransport(transport));
    return new Workspace(transport, signIn, pauses, SEED);
  }

  /** An environment of names and values in turns. */
  public static HostEnvironment environment(String... variables) {
    Map<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      map.put(variables[i], variables[i + 1]);
    }
    return new HostEnvironment(map, Map.of());
  }
}
