package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.client.SdkCalls.Volume;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SdkCallsTest {
  private TestWorkspace server;
  private Workspace workspace;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(Settings.usual().withPageSize(2));
    for (String name : List.of("b", "a", "d", "c", "e")) {
      server.makeVolume("main", "raw", name);
    }
    workspace = TestClients.byToken(server);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private void fault(Fault fault, int times) {
    server.faults().add(FaultRule.on("*", "/api/**", fault).first(times));
  }

  private static ForgeException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void aTokenBelongsToSomebody() {
    assertThat(workspace.sdk().userName()).isEqualTo("tester@example.com");
    assertThat(server.requests().all()).as("no question but that one").hasSize(1);
  }

  @Test
  void volumesAreListedByNameOverSeveralPages() {
    assertThat(workspace.sdk().volumes("main", "raw"))
        .extracting(Volume::path)
        .containsExactly(
            "/Volumes/main/raw/a",
            "/Volumes/main/raw/b",
            "/Volumes/main/raw/c",
            "/Volumes/main/raw/d",
            "/Volumes/main/raw/e");
  }

  @Test
  void theOrderOfTheServiceDoesNotMatter() {
    String volumes = "{\"volumes\":[{\"name\":\"z\"},{\"name\":\"y\"}]}";
    fault(Fault.answer(200, "application/json", volumes), 1);
    assertThat(workspace.sdk().volumes("main", "raw"))
        .extracting(Volume::name)
        .containsExactly("y", "z");
  }

  @Test
  void aVolumeIsMadeAndShown() {
    Volume made =
        workspace
            .sdk()
            .createVolume("main", "raw", "new", Optional.empty(), Optional.of("for tests"));
    assertThat(made.kind()).isEqualTo("managed");
    assertThat(made.comment()).contains("for tests");
    Volume external =
        workspace
            .sdk()
            .createVolume("main", "raw", "ext", Optional.of("s3://bucket/x"), Optional.empty());
    assertThat(external.kind()).isEqualTo("external");
    Volume read = workspace.sdk().volume("main.raw.ext");
    assertThat(read.storageLocation()).contains("s3://bucket/x");
    assertThat(read.path()).isEqualTo("/Volumes/main/raw/ext");
    assertThat(read.created()).isPresent();
    assertThat(server.exists("/Volumes/main/raw/new")).isTrue();
  }

  @Test
  void aVolumeThatIsThereOrHasNoSchemaIsAFailure() {
    ForgeException exists =
        failure(
            () ->
                workspace
                    .sdk()
                    .createVolume("main", "raw", "a", Optional.empty(), Optional.empty()));
    assertThat(exists.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(exists.code()).isEqualTo("volume-exists");
    ForgeException missing = failure(() -> workspace.sdk().volume("main.raw.none"));
    assertThat(missing.kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(missing.problem()).startsWith("volume main.raw.none");
  }

  @Test
  void aQuestionIsAskedAgainAfterAFailureThatPasses() {
    fault(Fault.status(503), 2);
    fault(Fault.reset(), 1);
    fault(Fault.status(429), 1);
    assertThat(workspace.sdk().userName()).isEqualTo("tester@example.com");
    assertThat(server.requests().count()).isEqualTo(5);
  }

  @Test
  void anOrderIsNotGivenTwice() {
    fault(Fault.status(503), 1);
    assertThat(
            failure(
                    () ->
                        workspace
                            .sdk()
                            .createVolume("main", "raw", "x", Optional.empty(), Optional.empty()))
                .code())
        .isEqualTo("service-failed");
    assertThat(server.requests().count()).isEqualTo(1);
    assertThat(server.exists("/Volumes/main/raw/x")).isFalse();
  }

  @Test
  void aTokenThatRanOutIsAFailureOfAccess() {
    server.rotateToken();
    ForgeException failure = failure(() -> workspace.sdk().userName());
    assertThat(failure.kind()).isEqualTo(ErrorKind.ACCESS);
    assertThat(failure.code()).isEqualTo("sign-in-refused");
    assertThat(server.requests().count()).isEqualTo(1);
  }

  @Test
  void aTokenOfAServicePrincipalIsRenewedOnce() {
    try (Workspace principal = TestClients.bySecret(server, new VirtualPauses())) {
      assertThat(principal.sdk().userName()).isEqualTo("tester@example.com");
      server.expireTokens();
      assertThat(principal.sdk().userName()).isEqualTo("tester@example.com");
      assertThat(server.requests().of("POST", "/oidc/v1/token")).hasSize(2);
    }
  }

  @Test
  void aHostThatRefusesConnectionsIsAFailureOfTheRemoteSide() throws IOException {
    String address;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "http://127.0.0.1:" + closed.getLocalPort();
    }
    VirtualPauses pauses = new VirtualPauses(Duration.ofSeconds(4));
    try (Workspace nobody =
        TestClients.of(TestClients.choices(address, "t"), pauses, TestClients.PATIENT)) {
      ForgeException failure = failure(() -> nobody.sdk().userName());
      assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
      assertThat(failure.code()).isEqualTo("connection-lost");
      assertThat(failure.problem())
          .startsWith("no whole answer from " + address + ": ")
          .contains("refused");
      assertThat(pauses.pauses()).as("asked at 0, 4 and 8 seconds").hasSize(2);
    }
  }

  @Test
  void afterFiveMinutesNothingIsAskedAgain() {
    VirtualPauses pauses = new VirtualPauses(Duration.ofSeconds(100));
    fault(Fault.status(503), Integer.MAX_VALUE);
    try (Workspace patient = TestClients.byToken(server, pauses)) {
      assertThat(failure(() -> patient.sdk().userName()).code()).isEqualTo("service-failed");
    }
    assertThat(server.requests().count()).as("at 0, 100, 200 and 300 seconds").isEqualTo(4);
  }

  @Test
  void anInterruptionEndsTheQuestions() {
    fault(Fault.status(503), Integer.MAX_VALUE);
    SdkCalls calls = workspace.sdk();
    assertThat(failure(calls::userName).code()).isEqualTo("service-failed");
    assertThat(server.requests().count()).isEqualTo(6);
    Thread.currentThread().interrupt();
    ForgeException failure = failure(calls::userName);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.kind()).isEqualTo(ErrorKind.INTERRUPTED);
  }
}
