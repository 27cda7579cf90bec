package io.pyforge.databricks.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthCommandTest {
  private static final String ME = "/api/2.0/preview/scim/v2/Me";

  @TempDir private Path home;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start();
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private CommandDesk signedIn() {
    return CommandDesk.of(home, workspace);
  }

  @Test
  void goodTokenSaysWhoYouAre() throws IOException {
    CommandDesk.Run run = signedIn().run("auth", "test");
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly("signed in to " + workspace.url() + " as tester@example.com (pat)");
    assertThat(workspace.requests().of("GET", ME)).hasSize(1);
  }

  @Test
  void goodTokenAsJson() throws IOException {
    CommandDesk.Run run = signedIn().run("auth", "test", "--json");
    assertThat(run.out().strip())
        .isEqualTo(
            "{\"success\":true,\"host\":\""
                + workspace.url()
                + "\",\"user\":\"tester@example.com\",\"sign_in\":\"pat\"}");
  }

  @Test
  void optionsWinOverTheEnvironment() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_HOST", "https://elsewhere.invalid")
            .with("DATABRICKS_TOKEN", "dapi-other")
            .run("auth", "test", "--workspace-url", workspace.url(), "--token", workspace.token());
    assertThat(run.lines()).singleElement().asString().contains("tester@example.com");
  }

  @Test
  void namedProfileWinsOverTheEnvironment() throws IOException {
    profiles("[work]\nhost = " + workspace.url() + "\ntoken = " + workspace.token() + "\n");
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_HOST", "https://elsewhere.invalid")
            .with("DATABRICKS_TOKEN", "dapi-other")
            .run("auth", "test", "--profile", "work");
    assertThat(run.lines())
        .containsExactly("signed in to " + workspace.url() + " as tester@example.com (pat)");
  }

  @Test
  void profileOfAServicePrincipalSignsInByOauth() throws IOException {
    profiles(
        "[ci]\nhost = "
            + workspace.url()
            + "\nclient_id = test-client\nclient_secret = test-client-secret\n");
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_TOKEN", "dapi-other")
            .run("auth", "test", "--profile", "ci");
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            "signed in to " + workspace.url() + " as tester@example.com (oauth-m2m)");
  }

  @Test
  void applicationOfTheEnvironmentSignsInByOauth() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_HOST", workspace.url())
            .with("DATABRICKS_CLIENT_ID", "test-client")
            .with("DATABRICKS_CLIENT_SECRET", "test-client-secret")
            .run("auth", "test", "--json");
    assertThat(run.json().path("sign_in").asText()).isEqualTo("oauth-m2m");
  }

  @Test
  void profileThatIsNotThereNamesThoseThatAre() throws IOException {
    profiles("[DEFAULT]\nhost = https://a.example\n[work]\n[__settings__]\n");
    ForgeException failure = signedIn().run("auth", "test", "--profile", "nope").failed();
    assertThat(failure.kind()).isEqualTo(ErrorKind.ACCESS);
    assertThat(failure.problem())
        .isEqualTo("there is no profile nope in " + home.resolve(".databrickscfg"));
    assertThat(failure.remedy()).isEqualTo("use one of DEFAULT, work");
  }

  @Test
  void wrongTokenIsRefused() throws IOException {
    CommandDesk.Run run = signedIn().with("DATABRICKS_TOKEN", "dapi-wrong").run("auth", "test");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.failed().code()).isEqualTo("sign-in-refused");
    assertThat(run.failed().problem())
        .isEqualTo(
            "the workspace refuses the sign-in: it is wrong or has run out: Invalid access token.");
    assertThat(run.failed().getMessage()).doesNotContain("dapi-wrong");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void noSignInSaysHowToSignIn() throws IOException {
    CommandDesk.Run run = CommandDesk.in(home).run("auth", "test");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.failed().code()).isEqualTo("sign-in-missing");
    assertThat(run.failed().remedy())
        .contains("DATABRICKS_HOST")
        .contains("--profile")
        .contains("pyforge databricks auth setup");
  }

  @Test
  void forbiddenIsAFailureOfAccess() throws IOException {
    workspace
        .faults()
        .add(
            FaultRule.on(
                "GET",
                ME,
                Fault.answer(
                    403,
                    "application/json",
                    "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"IP is blocked\"}")));
    CommandDesk.Run run = signedIn().run("auth", "test");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.failed().code()).isEqualTo("permission-denied");
    assertThat(run.failed().problem()).contains("IP is blocked");
  }

  @Test
  void busyServiceIsAskedAgain() throws IOException {
    workspace.faults().add(FaultRule.on("GET", ME, Fault.status(503)).first(1));
    assertThat(signedIn().run("auth", "test").status()).isZero();
    assertThat(workspace.requests().of("GET", ME)).hasSize(2);
  }

  @Test
  void addressThatIsNoWorkspaceIsRefusedBeforeAnythingIsSent() throws IOException {
    ForgeException failure =
        signedIn().run("auth", "test", "--workspace-url", "http://example.com").failed();
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.code()).isEqualTo("bad-workspace-url");
    assertThat(failure.problem()).contains("is not https");
    assertThat(workspace.requests().count()).isZero();
  }

  @Test
  void closedPortIsAFailureOfTheService() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    CommandDesk.Run run =
        signedIn().with("DATABRICKS_HOST", "http://127.0.0.1:" + port).run("auth", "test");
    assertThat(run.status()).isEqualTo(8);
    assertThat(run.failed().code()).isEqualTo("connection-lost");
    assertThat(run.failed().problem()).contains("127.0.0.1:" + port);
  }

  @Test
  void hostThatNeverAnswersIsGivenUpWithinTwentySeconds() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> filling = new ArrayList<>();
      try {
        fill(deaf, filling);
        long started = System.nanoTime();
        CommandDesk.Run run =
            signedIn()
                .with("DATABRICKS_HOST", "http://127.0.0.1:" + deaf.getLocalPort())
                .run("auth", "test");
        assertThat(run.status()).isEqualTo(8);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .isLessThan(Duration.ofSeconds(20));
      } finally {
        for (Socket socket : filling) {
          socket.close();
        }
      }
    }
  }

  /** Connects until the system takes no more: from then on nobody gets an answer. */
  private static void fill(ServerSocket deaf, List<Socket> filling) throws IOException {
    for (int i = 0; i < 100; i++) {
      Socket socket = new Socket();
      filling.add(socket);
      try {
        socket.connect(new InetSocketAddress("127.0.0.1", deaf.getLocalPort()), 300);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new AssertionError("the system takes any number of connections");
  }

  @Test
  void setupWithNothingShowsEveryStep() throws IOException {
    CommandDesk.Run run = CommandDesk.in(home).run("auth", "setup");
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .startsWith(
            "found:",
            "  nothing",
            "",
            "to sign in with a token:",
            "  1. in the workspace: Settings > Developer > Access tokens > Generate new token",
            "  2. export DATABRICKS_HOST=https://<the address that the browser shows>",
            "  3. export DATABRICKS_TOKEN=<the token>",
            "  4. pyforge databricks auth test");
    JsonNode document = CommandDesk.in(home).run("auth", "setup", "--json").json();
    assertThat(document.toString()).isEqualTo("{\"ready\":false,\"variables\":[],\"profiles\":[]}");
  }

  @Test
  void setupWithAnAddressLeavesThatStepOut() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home).with("DATABRICKS_HOST", "https://a.example").run("auth", "setup");
    assertThat(run.lines())
        .contains(
            "  DATABRICKS_HOST: https://a.example", "  2. export DATABRICKS_TOKEN=<the token>")
        .noneMatch(line -> line.contains("export DATABRICKS_HOST"));
  }

  @Test
  void setupWithATokenAloneAsksForTheAddressOnly() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home).with("DATABRICKS_TOKEN", "dapi-secret").run("auth", "setup");
    assertThat(run.lines())
        .contains(
            "  DATABRICKS_TOKEN is set",
            "  1. export DATABRICKS_HOST=https://<the address that the browser shows>",
            "  2. pyforge databricks auth test")
        .noneMatch(line -> line.contains("Generate new token"));
    assertThat(run.out()).doesNotContain("dapi-secret");
  }

  @Test
  void setupWithAddressAndTokenIsReady() throws IOException {
    CommandDesk.Run run = signedIn().run("auth", "setup");
    assertThat(run.lines())
        .containsExactly(
            "found:",
            "  DATABRICKS_HOST: " + workspace.url(),
            "  DATABRICKS_TOKEN is set",
            "",
            "next: pyforge databricks auth test");
    JsonNode document = signedIn().run("auth", "setup", "--json").json();
    assertThat(document.toString())
        .isEqualTo(
            "{\"ready\":true,\"variables\":[\"DATABRICKS_HOST\",\"DATABRICKS_TOKEN\"],"
                + "\"profiles\":[]}");
    assertThat(workspace.requests().count()).isZero();
  }

  @Test
  void setupWithAnApplicationIsReady() throws IOException {
    for (String kind : List.of("DATABRICKS", "ARM")) {
      CommandDesk.Run run =
          CommandDesk.in(home)
              .with("DATABRICKS_HOST", "https://a.example")
              .with(kind + "_CLIENT_ID", "an-id")
              .with(kind + "_CLIENT_SECRET", "a-secret")
              .run("auth", "setup");
      assertThat(run.lines())
          .contains("  " + kind + "_CLIENT_ID: an-id", "  " + kind + "_CLIENT_SECRET is set")
          .last()
          .isEqualTo("next: pyforge databricks auth test");
      assertThat(run.out()).doesNotContain("a-secret");
    }
  }

  @Test
  void setupWithProfilesNamesThemAndHowToUseOne() throws IOException {
    profiles("; mine\n[work]\nhost=https://a.example\ntoken=dapi-secret\n\n[home]\n");
    CommandDesk.Run run = CommandDesk.in(home).run("auth", "setup");
    assertThat(run.lines())
        .containsExactly(
            "found:",
            "  profiles of " + home.resolve(".databrickscfg") + ": work, home",
            "",
            "next: pyforge databricks auth test --profile work");
    JsonNode document = CommandDesk.in(home).run("auth", "setup", "--json").json();
    assertThat(document.path("profiles").toString()).isEqualTo("[\"work\",\"home\"]");
    assertThat(document.path("ready").asBoolean()).isTrue();
  }

  @Test
  void setupReadsTheFileThatTheEnvironmentNames() throws IOException {
    Path other = home.resolve("other.cfg");
    Files.writeString(other, "[DEFAULT]\nhost = https://a.example\n");
    CommandDesk.Run run =
        CommandDesk.in(home).with("DATABRICKS_CONFIG_FILE", other.toString()).run("auth", "setup");
    assertThat(run.lines())
        .contains("  profiles of " + other + ": DEFAULT")
        .last()
        .isEqualTo("next: pyforge databricks auth test");
  }

  @Test
  void setupShowsTheAddressOfTheSettingsFile() throws IOException {
    Files.createDirectories(home.resolve(".pyforge"));
    Files.writeString(
        home.resolve(".pyforge/databricks.yaml"), "workspace_url: https://a.example\n");
    CommandDesk.Run run =
        CommandDesk.in(home).with("DATABRICKS_TOKEN", "dapi-secret").run("auth", "setup");
    assertThat(run.lines())
        .contains("  workspace_url of ~/.pyforge/databricks.yaml: https://a.example")
        .last()
        .isEqualTo("next: pyforge databricks auth test");
    JsonNode document = CommandDesk.in(home).run("auth", "setup", "--json").json();
    assertThat(document.path("workspace_url").asText()).isEqualTo("https://a.example");
  }

  @Test
  void setupHidesAPasswordInAnAddress() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_HOST", "https://me:pw@a.example")
            .run("auth", "setup");
    assertThat(run.out()).contains("https://...@a.example").doesNotContain("pw");
  }

  private void profiles(String text) throws IOException {
    Files.writeString(home.resolve(".databrickscfg"), text);
  }
}
