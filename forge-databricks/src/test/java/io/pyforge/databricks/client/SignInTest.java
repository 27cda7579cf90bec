package io.pyforge.databricks.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SignInTest {
  private static final VolumePath FILE = VolumePath.of("/Volumes/main/raw/in/a.txt");

  private TestWorkspace server;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start();
    server.makeVolume("main", "raw", "in");
    server.put(FILE.toString(), "abc".getBytes(UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aTokenSignsInWithoutAskingAnybody() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "http://127.0.0.1:" + deaf.getLocalPort();
      long start = System.nanoTime();
      try (Workspace workspace = Workspace.of(TestClients.choices(host, "t"), "1.2.3")) {
        assertThat(workspace.signIn().host()).isEqualTo(host);
        assertThat(workspace.signIn().kind()).isEqualTo("pat");
        assertThat(workspace.signIn().headers()).containsEntry("Authorization", "Bearer t");
        assertThat(workspace.sdk()).isNotNull();
      }
      // 100 ms on a quiet machine; asking a host that does not answer takes 8 s at least.
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
      deaf.setSoTimeout(1);
      assertThatThrownBy(deaf::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whoeverSendsARequestItNamesUs() {
    SignInChoices choices = TestClients.choices(server.url(), server.token());
    try (Workspace workspace = Workspace.of(choices, "1.2.3")) {
      assertThat(workspace.files().file(FILE)).isPresent();
      assertThat(workspace.sdk().userName()).isEqualTo("tester@example.com");
    }
    assertThat(server.requests().all())
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.headers().all("User-Agent")).containsExactly("pyforge/1.2.3"));
  }

  @Test
  void aProfileIsReadByTheSdk(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("databrickscfg"),
            "[DEFAULT]\nhost = https://other.test\ntoken = other\n\n[prod]\nhost = "
                + server.url()
                + "\ntoken = "
                + server.token()
                + "\n");
    SignInChoices choices =
        SignInChoices.of(
            Optional.empty(),
            Optional.empty(),
            Optional.of("prod"),
            Optional.empty(),
            TestClients.environment("DATABRICKS_CONFIG_FILE", file.toString()));
    try (Workspace workspace = TestClients.of(choices, new VirtualPauses(), TestClients.PATIENT)) {
      assertThat(workspace.files().file(FILE).orElseThrow().size()).isEqualTo(3);
      assertThat(workspace.signIn().host()).isEqualTo(server.url());
      assertThat(workspace.signIn().kind()).isEqualTo("pat");
      assertThat(workspace.sdk().userName()).isEqualTo("tester@example.com");
    }
  }

  @Test
  void aProfileThatIsNotThereSaysSo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("databrickscfg"), "[a]\nhost = https://a.test\n");
    assertThatThrownBy(
            () ->
                SignInChoices.of(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("prod"),
                    Optional.empty(),
                    TestClients.environment("DATABRICKS_CONFIG_FILE", file.toString())))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.ACCESS);
              assertThat(e.problem()).contains("no profile prod in " + file);
              assertThat(e.remedy()).isEqualTo("use one of a");
            });
  }

  @Test
  void nothingToSignInWithSaysWhatToDo() {
    SignInChoices choices =
        SignInChoices.of(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TestClients.environment("DATABRICKS_CONFIG_FILE", "/no/such/file"));
    try (Workspace workspace = TestClients.of(choices, new VirtualPauses(), TestClients.PATIENT)) {
      assertThatThrownBy(() -> workspace.files().file(FILE))
          .isInstanceOfSatisfying(
              ForgeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.ACCESS);
                assertThat(e.code()).isEqualTo("sign-in-missing");
                assertThat(e.remedy()).contains("DATABRICKS_HOST").contains("auth setup");
              });
    }
  }

  @Test
  void anAddressWithoutASignInSaysWhatToDo() {
    SignInChoices choices =
        SignInChoices.of(
            Optional.of(server.url()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TestClients.environment("DATABRICKS_AUTH_TYPE", "pat"));
    try (Workspace workspace = TestClients.of(choices, new VirtualPauses(), TestClients.PATIENT)) {
      assertThatThrownBy(() -> workspace.files().file(FILE))
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.ACCESS));
    }
  }

  @Test
  void aServicePrincipalIsGivenATokenAtTheFirstRequest() {
    try (Workspace workspace = TestClients.bySecret(server, new VirtualPauses())) {
      assertThat(server.requests().count()).isZero();
      assertThat(workspace.files().file(FILE)).isPresent();
      assertThat(workspace.files().file(FILE)).isPresent();
      assertThat(workspace.signIn().kind()).isEqualTo("oauth-m2m");
      assertThat(server.requests().of("POST", "/oidc/v1/token")).hasSize(1);
    }
  }

  @Test
  void aSecretThatIsWrongIsAFailureOfAccess() {
    SignInChoices choices =
        SignInChoices.of(
            Optional.of(server.url()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TestClients.environment(
                "DATABRICKS_CLIENT_ID", "test-client",
                "DATABRICKS_CLIENT_SECRET", "hush-hush",
                "DATABRICKS_AUTH_TYPE", "oauth-m2m"));
    try (Workspace workspace = TestClients.of(choices, new VirtualPauses(), TestClients.PATIENT)) {
      assertThatThrownBy(() -> workspace.files().file(FILE))
          .isInstanceOfSatisfying(
              ForgeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.ACCESS);
                assertThat(e.code()).isEqualTo("sign-in-failed");
                assertThat(e.getMessage()).doesNotContain("hush-hush");
              });
    }
  }

  @Test
  void aTokenThatIsNotGivenAtOnceIsAskedForAgain() {
    server.faults().add(FaultRule.on("POST", "/oidc/v1/token", Fault.reset()).first(2));
    try (Workspace workspace = TestClients.bySecret(server, new VirtualPauses())) {
      assertThat(workspace.files().file(FILE)).isPresent();
    }
  }

  @Test
  void tokensThatNobodyGivesAreAFailureOfTheRemoteSide() {
    server.faults().add(FaultRule.on("POST", "/oidc/v1/token", Fault.closed()));
    try (Workspace workspace = TestClients.bySecret(server, new VirtualPauses())) {
      assertThatThrownBy(() -> workspace.files().file(FILE))
          .isInstanceOfSatisfying(
              ForgeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.REMOTE);
                assertThat(e.code()).isEqualTo("connection-lost");
              });
      assertThatThrownBy(() -> workspace.signIn().kind())
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.code()).isEqualTo("connection-lost"));
    }
  }

  @Test
  void aClientOfTheUsersOwnSignsInAsItWasMade() {
    WorkspaceClient own =
        new WorkspaceClient(new DatabricksConfig().setHost(server.url()).setToken(server.token()));
    try (Workspace workspace = Workspace.of(own, "")) {
      assertThat(workspace.files().file(FILE)).isPresent();
      assertThat(workspace.signIn().host()).isEqualTo(server.url());
      assertThat(workspace.sdk().userName()).isEqualTo("tester@example.com");
      server.rotateToken();
      assertThatThrownBy(() -> workspace.files().file(FILE))
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.code()).isEqualTo("sign-in-refused"));
    }
    assertThat(server.requests().of("HEAD", "/api"))
        .extracting(RecordedRequest::status)
        .containsExactly(200, 401);
    assertThat(server.requests().of("HEAD", "/api").get(0).headers().first("User-Agent"))
        .contains("pyforge/dev");
  }
}
