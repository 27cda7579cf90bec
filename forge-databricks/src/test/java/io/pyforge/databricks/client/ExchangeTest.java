package io.pyforge.databricks.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.core.CredentialsProvider;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.HeaderFactory;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.http.conn.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExchangeTest {
  private static final String FILE = "/Volumes/main/raw/in/a.txt";
  private static final String TEXT = "0123456789".repeat(1000);
  private static final int AT_A_TIME = 8;

  private TestWorkspace server;
  private VirtualPauses pauses;
  private HttpTransport transport;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(Settings.usual().withLongestStall(Duration.ofSeconds(20)));
    server.makeVolume("main", "raw", "in");
    server.put(FILE, TEXT.getBytes(UTF_8));
    pauses = new VirtualPauses();
    transport = new HttpTransport("pyforge/test", TestClients.PATIENT);
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    server.close();
  }

  private Exchange exchange() {
    return exchange(TestClients.choices(server.url(), server.token()));
  }

  private Exchange exchange(SignInChoices choices) {
    SignIn signIn = SignIn.of(choices, () -> new SdkTransport(transport));
    return new Exchange(transport, signIn, AT_A_TIME, pauses, new SplittableRandom(1));
  }

  private Call get() {
    return Call.of("GET", server.url() + "/api/2.0/fs/files" + FILE);
  }

  private static String text(Answer answer, Exchange.Past past) throws IOException {
    return answer.text();
  }

  private void fault(Fault fault, int times) {
    server.faults().add(FaultRule.on("*", "/api/**", fault).first(times));
  }

  private List<Integer> statuses() {
    return server.requests().all().stream().map(RecordedRequest::status).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aStatusThatMayPassIsAskedAgain(int status) {
    fault(Fault.status(status), 5);
    assertThat(exchange().run(get(), ExchangeTest::text)).isEqualTo(TEXT);
    assertThat(statuses()).containsExactly(status, status, status, status, status, 200);
    assertThat(pauses.pauses()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 412, 413, 416, 501})
  void aStatusThatStaysIsHandedOnAtOnce(int status) {
    fault(Fault.status(status), 1);
    int got = exchange().run(get(), (answer, past) -> answer.status());
    assertThat(got).isEqualTo(status);
    assertThat(statuses()).containsExactly(status);
    assertThat(pauses.pauses()).isEmpty();
  }

  @Test
  void afterSixAttemptsTheAnswerIsHandedOn() {
    fault(Fault.status(503), Integer.MAX_VALUE);
    List<String> seen = new ArrayList<>();
    exchange().run(get(), (answer, past) -> seen.add(answer.status() + " " + past));
    assertThat(seen).containsExactly("503 Past[attempts=5, lost=true]");
    assertThat(server.requests().count()).isEqualTo(6);
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        Arguments.of("reset", Fault.reset()),
        Arguments.of("closed", Fault.closed()),
        Arguments.of("reset after the effect", Fault.reset().afterEffect()),
        Arguments.of("body closed early", Fault.cut(End.CLOSED, 100)),
        Arguments.of("body closed at its start", Fault.cut(End.CLOSED, 0)),
        Arguments.of("body reset", Fault.cut(End.RESET, 5000)),
        Arguments.of("chunks cut", Fault.cutChunked(0.5)),
        Arguments.of("chunks cut at their start", Fault.cutChunked(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void anAnswerThatIsLostIsAskedForAgain(String name, Fault fault) {
    fault(fault, 2);
    String got =
        exchange()
            .run(
                get(),
                (answer, past) -> {
                  String body = answer.text();
                  assertThat(past).isEqualTo(new Exchange.Past(2, true));
                  return body;
                });
    assertThat(got).isEqualTo(TEXT);
    assertThat(server.requests().count()).isEqualTo(3);
  }

  static Stream<Arguments> silences() {
    return Stream.of(
        Arguments.of("no answer", Fault.stall()),
        Arguments.of("half a body", Fault.cut(End.STALLED, 500)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silences")
  void aConnectionOnWhichNothingHappensIsGivenUp(String name, Fault fault) throws IOException {
    transport.close();
    transport =
        new HttpTransport(
            "pyforge/test", new Timeouts(Duration.ofSeconds(20), Duration.ofMillis(500)));
    fault(fault, 1);
    assertThat(exchange().run(get(), ExchangeTest::text)).isEqualTo(TEXT);
    assertThat(server.requests().count()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aSlowBodyIsNoSilence() throws IOException {
    transport.close();
    transport =
        new HttpTransport(
            "pyforge/test", new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(2)));
    fault(Fault.trickle(30, Duration.ofMillis(100)), 1);
    assertThat(exchange().run(get(), ExchangeTest::text)).isEqualTo(TEXT);
    assertThat(server.requests().count()).isEqualTo(1);
  }

  @Test
  void onlyAnAnswerThatMayHaveBeenYesCountsAsLost() {
    fault(Fault.status(429), 2);
    assertThat(exchange().<Exchange.Past>run(get(), (answer, past) -> past))
        .isEqualTo(new Exchange.Past(2, false));
    fault(Fault.status(500), 1);
    assertThat(exchange().<Exchange.Past>run(get(), (answer, past) -> past))
        .isEqualTo(new Exchange.Past(1, true));
  }

  @Test
  void anAnswerThatIsLostEveryTimeIsAFailureOfTheRemoteSide() {
    fault(Fault.reset(), Integer.MAX_VALUE);
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> exchange().run(get(), ExchangeTest::text));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("connection-lost");
    assertThat(failure.problem())
        .startsWith("no whole answer from " + server.url() + " after 6 attempts");
    assertThat(server.requests().count()).isEqualTo(6);
  }

  @Test
  void whatTheServiceAsksForIsWaitedFor() {
    fault(Fault.status(429).withHeader("Retry-After", "7"), 1);
    fault(Fault.status(503).withHeader("Retry-After", "86400"), 1);
    fault(Fault.status(503).withHeader("Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT"), 1);
    fault(Fault.status(503).withHeader("Retry-After", "soon"), 1);
    assertThat(exchange().run(get(), ExchangeTest::text)).isEqualTo(TEXT);
    assertThat(pauses.pauses())
        .startsWith(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ZERO)
        .hasSize(4);
    assertThat(pauses.pauses().get(3)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(4000));
  }

  @Test
  void afterFiveMinutesNothingIsAskedAgain() {
    fault(Fault.status(503).withHeader("Retry-After", "60"), Integer.MAX_VALUE);
    Exchange exchange = exchange();
    int status =
        exchange.run(
            get(),
            (answer, past) -> {
              assertThat(past.attempts()).isEqualTo(5);
              return answer.status();
            });
    assertThat(status).isEqualTo(503);
    assertThat(pauses.pauses()).hasSize(5).containsOnly(Duration.ofSeconds(60));
  }

  @Test
  void theTimeThatIsGivenIsUsedUp() throws IOException {
    pauses = new VirtualPauses(Duration.ofSeconds(100));
    fault(Fault.reset(), Integer.MAX_VALUE);
    assertThatThrownBy(() -> exchange().run(get(), ExchangeTest::text))
        .hasMessageContaining("after 4 attempts"); // at 0, 100, 200 and 300 seconds
    assertThat(pauses.pauses()).hasSize(3);
    pauses = new VirtualPauses(Duration.ofSeconds(4));
    Call nobody = Call.of("GET", closedAddress());
    assertThatThrownBy(() -> exchange().run(nobody, ExchangeTest::text))
        .hasMessageContaining("after 3 attempts"); // at 0, 4 and 8 seconds
    assertThat(pauses.pauses()).hasSize(2);
  }

  /** An address at which nobody listens. */
  private static String closedAddress() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + closed.getLocalPort();
    }
  }

  @Test
  void aServiceThatIsDownIsNotAskedAgainForEveryFile() {
    fault(Fault.status(503), Integer.MAX_VALUE);
    Exchange exchange = exchange();
    for (int i = 0; i < 40; i++) {
      exchange.run(get(), (answer, past) -> answer.status());
    }
    assertThat(server.requests().count()).isEqualTo(40 + 50);
    server.faults().clear();
    for (int i = 0; i < 100; i++) {
      exchange.run(get(), (answer, past) -> answer.status());
    }
    fault(Fault.status(503), 1);
    assertThat(exchange.run(get(), ExchangeTest::text)).as("once it is up again").isEqualTo(TEXT);
  }

  @Test
  void aHostThatRefusesConnectionsIsNotWaitedForLong() throws IOException {
    String address = closedAddress();
    Call call = Call.of("GET", address + "/x");
    assertThatThrownBy(() -> exchange().run(call, ExchangeTest::text))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.REMOTE);
              assertThat(e.code()).isEqualTo("connection-lost");
              assertThat(e.problem()).contains(address).contains("refused");
            });
    Duration waited = pauses.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isLessThan(Duration.ofSeconds(18));
  }

  @Test
  void aHostThatDoesNotAnswerIsKnownAsDeadInTime() throws IOException {
    // A queue of one that nobody serves: what comes next gets no answer at all.
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Sockets waiting = Sockets.filling(deaf)) {
      transport.close();
      transport =
          new HttpTransport(
              "pyforge/test", new Timeouts(Duration.ofMillis(200), Duration.ofSeconds(20)));
      Call call = Call.of("GET", "http://127.0.0.1:" + deaf.getLocalPort() + "/x");
      assertThatThrownBy(() -> exchange().run(call, ExchangeTest::text))
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.code()).isEqualTo("connection-lost"));
      assertThat(waiting.sockets()).isNotEmpty();
      // Whoever is given tokens asks the host for one first, and waits for it once.
      pauses = new VirtualPauses();
      transport.close();
      transport =
          new HttpTransport(
              "pyforge/test", new Timeouts(Duration.ofMillis(700), Duration.ofSeconds(20)));
      SignIn signIn =
          SignIn.of(
              TestClients.secretChoices("http://127.0.0.1:" + deaf.getLocalPort()),
              () -> new SdkTransport(transport));
      long start = System.nanoTime();
      assertThat(signIn.host()).endsWith(":" + deaf.getLocalPort());
      assertThatThrownBy(signIn::headers).isInstanceOf(ConnectTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2100));
    }
    assertThat(Timeouts.USUAL.connect().plus(Backoff.GIVE_UP_CONNECTING_AFTER))
        .as("the last attempt begins within the one time and ends after the other")
        .isLessThan(Duration.ofSeconds(20));
  }

  /** Connections that wait to be accepted. */
  private record Sockets(List<Socket> sockets) implements AutoCloseable {
    static Sockets filling(ServerSocket server) throws IOException {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Socket socket = new Socket();
        try {
          socket.connect(
              new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
          sockets.add(socket);
        } catch (IOException e) {
          socket.close();
          break;
        }
      }
      return new Sockets(sockets);
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    Call call = Call.of("GET", "https://no-such-host.invalid/x?sig=hidden");
    ForgeException failure = RemoteFailures.lost(call, 3, new java.net.UnknownHostException("x"));
    assertThat(failure.code()).isEqualTo("host-unknown");
    assertThat(failure.problem()).isEqualTo("there is no host https://no-such-host.invalid");
    failure = RemoteFailures.lost(call, 1, new IOException("gone"));
    assertThat(failure.problem())
        .isEqualTo("no whole answer from https://no-such-host.invalid: gone");
    failure = RemoteFailures.lost(call, 1, new javax.net.ssl.SSLHandshakeException("bad chain"));
    assertThat(failure.code()).isEqualTo("connection-not-trusted");
    assertThat(failure.problem())
        .isEqualTo("no safe connection to https://no-such-host.invalid: bad chain");
  }

  @Test
  void aHostWithACertificateOfItsOwnIsNotAskedAgain() throws Exception {
    try (OwnCertificate host = OwnCertificate.start(folder)) {
      Exchange exchange = exchange(TestClients.choices(host.url(), "dapi-test-token"));
      Call call = Call.of("GET", host.url() + "/api/2.0/fs/files" + FILE);
      assertThatThrownBy(() -> exchange.run(call, ExchangeTest::text))
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.code()).isEqualTo("connection-not-trusted"));
      assertThat(pauses.pauses()).isEmpty();
      assertThat(host.answers()).isZero();
    }
  }

  @Test
  void aTokenThatIsRefusedIsShownOnce() {
    server.rotateToken();
    Exchange exchange = exchange(TestClients.choices(server.url(), "dapi-test-token"));
    assertThat(exchange.<Integer>run(get(), (answer, past) -> answer.status())).isEqualTo(401);
    assertThat(server.requests().count()).isEqualTo(1);
  }

  private long tokensAskedFor() {
    return server.requests().of("POST", "/oidc/v1/token").size();
  }

  @Test
  void aTokenThatRunsOutIsRenewedOnceForAll() throws Exception {
    Exchange exchange = exchange(TestClients.secretChoices(server.url()));
    assertThat(exchange.run(get(), ExchangeTest::text)).isEqualTo(TEXT);
    assertThat(tokensAskedFor()).isEqualTo(1);
    server.expireTokens();
    int threads = AT_A_TIME;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<String>> got = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      got.add(
          pool.submit(
              () -> {
                go.await();
                return exchange.run(get(), ExchangeTest::text);
              }));
    }
    go.countDown();
    for (Future<String> future : got) {
      assertThat(future.get()).isEqualTo(TEXT);
    }
    pool.shutdown();
    assertThat(tokensAskedFor()).as("one at first, one after it ran out").isEqualTo(2);
    assertThat(pauses.pauses()).isEmpty();
  }

  @Test
  void aSignInThatIsRefusedAgainAfterItsRenewalIsNotRenewedForEver() {
    fault(Fault.status(401), Integer.MAX_VALUE);
    Exchange exchange = exchange(TestClients.secretChoices(server.url()));
    assertThat(exchange.<Integer>run(get(), (answer, past) -> answer.status())).isEqualTo(401);
    assertThat(server.requests().of("GET", "/api")).hasSize(2);
    assertThat(tokensAskedFor()).isEqualTo(2);
  }

  @Test
  void aTokenThatWasAcceptedMeanwhileAndRanOutAgainIsRenewedAgain() {
    SignIn inner =
        SignIn.of(TestClients.secretChoices(server.url()), () -> new SdkTransport(transport));
    Exchange exchange = new Exchange(transport, inner, AT_A_TIME, pauses, new SplittableRandom(1));
    server.faults().add(FaultRule.on("GET", "/api/**", Fault.tokenExpired()).nth(1));
    server.faults().add(FaultRule.on("GET", "/api/**", Fault.status(503)).nth(1));
    server.faults().add(FaultRule.on("GET", "/api/**", Fault.tokenExpired()).nth(1));
    // 401, renewed, 503 (so the new one was accepted), 401 again, renewed again, 200.
    assertThat(exchange.<Exchange.Past>run(get(), (answer, past) -> past))
        .as("a renewal is no attempt")
        .isEqualTo(new Exchange.Past(1, true));
    assertThat(server.requests().of("GET", "/api"))
        .extracting(RecordedRequest::status)
        .containsExactly(401, 503, 401, 200);
    assertThat(tokensAskedFor()).isEqualTo(3);
  }

  @Test
  void aSignInThatAlwaysHasAnotherTokenIsNotTriedForEver() {
    AtomicInteger tokens = new AtomicInteger();
    CredentialsProvider always =
        new CredentialsProvider() {
          @Override
          public String authType() {
            return "always-another";
          }

          @Override
          public HeaderFactory configure(DatabricksConfig config) {
            return () -> Map.of("Authorization", "Bearer t" + tokens.incrementAndGet());
          }
        };
    SignIn signIn =
        SignIn.of(
            new DatabricksConfig()
                .setHost(server.url())
                .setHttpClient(new SdkTransport(transport))
                .setCredentialsProvider(always));
    Exchange exchange = new Exchange(transport, signIn, AT_A_TIME, pauses, new SplittableRandom(1));
    assertThat(exchange.<Integer>run(get(), (answer, past) -> answer.status())).isEqualTo(401);
    assertThat(server.requests().of("GET", "/api")).as("one and six others").hasSize(7);
  }

  @Test
  void aSignedAddressIsAskedWithoutTheSignIn() {
    Call call = Call.of("GET", server.url() + "/.well-known/databricks-config");
    assertThat(exchange().<Integer>runSigned(call, (answer, past) -> answer.status()))
        .isEqualTo(200);
    assertThat(exchange().<Integer>run(call, (answer, past) -> answer.status())).isEqualTo(200);
    assertThat(server.requests().all())
        .extracting(RecordedRequest::authorized)
        .containsExactly(false, true);
  }

  @Test
  void anInterruptionWhileWaitingEndsIt() {
    fault(Fault.status(503), Integer.MAX_VALUE);
    Exchange exchange = exchange();
    Thread.currentThread().interrupt();
    // Not even the first request goes out, because the thread may not wait for its turn.
    assertThatThrownBy(() -> exchange.run(get(), ExchangeTest::text))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests().count()).isZero();
  }

  @Test
  void anInterruptionBetweenTwoAttemptsEndsItWithWhatHappened() {
    fault(Fault.reset(), Integer.MAX_VALUE);
    Pauses interrupted =
        new Pauses() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            throw new InterruptedException("stop");
          }
        };
    SignIn signIn =
        SignIn.of(
            TestClients.choices(server.url(), server.token()), () -> new SdkTransport(transport));
    Exchange exchange = new Exchange(transport, signIn, 1, interrupted, new SplittableRandom(1));
    assertThatThrownBy(() -> exchange.run(get(), ExchangeTest::text))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED);
              assertThat(e.getCause().getSuppressed()).hasSize(1);
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests().count()).isEqualTo(1);
  }

  @Test
  void neverMoreThanSoManyRequestsAreOnTheirWay() throws Exception {
    fault(Fault.delay(Duration.ofMillis(20)), Integer.MAX_VALUE);
    Exchange exchange = exchange();
    int threads = 24;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<String>> got = new ArrayList<>();
    for (int i = 0; i < 2 * threads; i++) {
      got.add(pool.submit(() -> exchange.run(get(), ExchangeTest::text)));
    }
    for (Future<String> future : got) {
      assertThat(future.get()).isEqualTo(TEXT);
    }
    pool.shutdown();
    assertThat(server.requests().mostInFlight()).isBetween(2, AT_A_TIME);
  }

  @Test
  void soManyRequestsAreOnTheirWayAtOnce() throws Exception {
    Exchange exchange = exchange();
    CyclicBarrier all = new CyclicBarrier(AT_A_TIME);
    ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
    List<Future<String>> got = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      got.add(
          pool.submit(
              () ->
                  exchange.run(
                      get(),
                      (answer, past) -> {
                        try {
                          all.await(30, TimeUnit.SECONDS); // none is over before all have begun
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                        return answer.text();
                      })));
    }
    for (Future<String> future : got) {
      assertThat(future.get()).isEqualTo(TEXT);
    }
    pool.shutdown();
  }

  @Test
  void aBodyThatNobodyTookIsClosed() throws IOException {
    List<String> closed = new ArrayList<>();
    Call.Body body =
        new Call.Body() {
          @Override
          public long length() {
            return 3;
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(new byte[3]) {
              @Override
              public void close() {
                closed.add("closed");
              }
            };
          }
        };
    Call call = Call.of("PUT", closedAddress()).with(body);
    assertThatThrownBy(() -> transport.send(call)).isInstanceOf(ConnectException.class);
    assertThat(closed).isNotEmpty();
  }

  @Test
  void aFailureMakesRoomForTheNextRequest() {
    Exchange exchange = exchange();
    for (int i = 0; i < 2 * AT_A_TIME; i++) {
      assertThatThrownBy(
              () ->
                  exchange.run(
                      get(),
                      (answer, past) -> {
                        throw new IllegalStateException("no");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(exchange.run(get(), ExchangeTest::text)).isEqualTo(TEXT);
  }

  @Test
  void theWaitForATurnCanBeInterrupted() throws Exception {
    SignIn signIn =
        SignIn.of(
            TestClients.choices(server.url(), server.token()), () -> new SdkTransport(transport));
    Exchange exchange = new Exchange(transport, signIn, 1, pauses, new SplittableRandom(1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread holder =
        new Thread(
            () ->
                exchange.run(
                    get(),
                    (answer, past) -> {
                      inside.countDown();
                      try {
                        return leave.await(30, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    Thread waiter =
        new Thread(
            () -> {
              try {
                exchange.run(get(), ExchangeTest::text);
              } catch (ForgeException e) {
                outcome.set(e);
              }
            });
    holder.start();
    inside.await();
    waiter.start();
    waiter.interrupt();
    waiter.join();
    leave.countDown();
    holder.join();
    assertThat(outcome.get())
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
  }

  @Test
  void bodiesGoOutAndComeBackAsTheyAre() {
    byte[] bytes = new byte[70_000];
    new java.util.Random(3).nextBytes(bytes);
    String url = server.url() + "/api/2.0/fs/files/Volumes/main/raw/in/b.bin";
    int status =
        exchange()
            .run(
                new Call("PUT", url, Map.of("Content-Type", "text/x"), new BytesBody(bytes)),
                (answer, past) -> answer.status());
    assertThat(status).isEqualTo(204);
    RecordedRequest put = server.requests().of("PUT", "/api").get(0);
    assertThat(put.headers().first("Content-Length")).contains("70000");
    assertThat(put.headers().first("User-Agent")).contains("pyforge/test");
    assertThat(put.headers().all("Content-Type")).isEqualTo(Collections.singletonList("text/x"));
    assertThat(exchange().<byte[]>run(Call.of("GET", url), (a, p) -> a.body().readAllBytes()))
        .isEqualTo(bytes);
  }
}
