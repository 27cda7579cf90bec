package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.DIRECTORIES;
import static io.pyforge.databricks.server.PlainClient.FILES;
import static io.pyforge.databricks.server.PlainClient.header;
import static io.pyforge.databricks.server.PlainClient.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.server.http.HttpRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That every fault does what it says, and nothing else. */
class FaultsTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final String FILE = IN + "/a.bin";
  private static final byte[] BYTES = bytes(200_000);

  private TestWorkspace workspace;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    workspace =
        TestWorkspace.start(
            Settings.usual().withPageSize(2).withLongestStall(Duration.ofSeconds(5)));
    workspace.makeVolume("main", "raw", "in");
    workspace.put(FILE, BYTES);
    client = new PlainClient(workspace);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private void fault(String method, Fault fault) {
    workspace.faults().add(FaultRule.on(method, "/api/2.0/fs/**", fault).first(1));
  }

  private HttpResponse<byte[]> get() throws IOException {
    return client.call("GET", FILES + FILE);
  }

  private HttpResponse<byte[]> put(byte[] bytes) throws IOException {
    return client.call("PUT", FILES + FILE + "?overwrite=true", bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 501, 502, 503, 504, 401, 403, 404})
  void aStatusIsAnsweredOnceInsteadOfTheEffect(int status) throws IOException {
    fault("PUT", Fault.status(status));
    HttpResponse<byte[]> refused = put(bytes(10));
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).path("error_code").asText()).isNotEmpty();
    assertThat(workspace.get(FILE)).isEqualTo(BYTES);
    assertThat(put(bytes(10)).statusCode()).isEqualTo(204);
    assertThat(workspace.get(FILE)).isEqualTo(bytes(10));
    assertThat(workspace.requests().all())
        .extracting(RecordedRequest::fault)
        .containsExactly("status " + status, null);
    assertThat(workspace.requests().all().get(0).bodyBytes()).isEqualTo(10);
  }

  @Test
  void aStatusMayComeAfterTheEffect() throws IOException {
    fault("PUT", Fault.status(503).afterEffect());
    assertThat(put(bytes(10)).statusCode()).isEqualTo(503);
    assertThat(workspace.get(FILE)).isEqualTo(bytes(10));
    fault("DELETE", Fault.status(504).afterEffect());
    assertThat(client.call("DELETE", FILES + FILE).statusCode()).isEqualTo(504);
    assertThat(workspace.exists(FILE)).isFalse();
    assertThatThrownBy(() -> Fault.chunked().afterEffect())
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "86400", "soon", "Wed, 01 Jan 2020 00:00:00 GMT"})
  void retryAfterIsWhatItIsToBe(String value) throws IOException {
    fault("GET", Fault.status(429).withHeader("Retry-After", value));
    assertThat(header(get(), "Retry-After")).isEqualTo(value);
  }

  @Test
  void bodiesOfErrorsMayBeAnything() throws IOException {
    fault("GET", Fault.answer(502, "text/html", "<html>no</html>"));
    HttpResponse<byte[]> html = get();
    assertThat(html.statusCode()).isEqualTo(502);
    assertThat(header(html, "Content-Type")).isEqualTo("text/html");
    assertThat(new String(html.body(), UTF_8)).isEqualTo("<html>no</html>");
    workspace.faults().clear();
    fault("GET", Fault.answer(500, "", ""));
    HttpResponse<byte[]> bare = get();
    assertThat(bare.statusCode()).isEqualTo(500);
    assertThat(header(bare, "Content-Type")).isEqualTo("(none)");
    assertThat(bare.body()).isEmpty();
  }

  @Test
  void quotaIsToldApartFromTooManyRequests() throws IOException {
    fault("PUT", Fault.quota());
    HttpResponse<byte[]> refused = put(bytes(10));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("error_code").asText()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(workspace.get(FILE)).isEqualTo(BYTES);
  }

  @Test
  void contentTypesMayBeWrong() throws IOException {
    fault("GET", Fault.noContentType());
    HttpResponse<byte[]> without = get();
    assertThat(header(without, "Content-Type")).isEqualTo("(none)");
    assertThat(without.body()).isEqualTo(BYTES);
    workspace.faults().clear();
    fault("GET", Fault.contentType("application/json"));
    HttpResponse<byte[]> json = get();
    assertThat(header(json, "Content-Type")).isEqualTo("application/json");
    assertThat(json.body()).isEqualTo(BYTES);
  }

  @Test
  void anExpiredTokenStaysExpired() throws IOException {
    String old = workspace.token();
    fault("GET", Fault.tokenExpired());
    assertThat(get().statusCode()).isEqualTo(401);
    assertThat(workspace.token()).isNotEqualTo(old);
    HttpResponse<byte[]> again =
        client.send(
            client
                .unsigned(workspace.url() + FILES + FILE)
                .header("Authorization", "Bearer " + old));
    assertThat(again.statusCode()).isEqualTo(401);
    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(workspace.secrets()).contains(old, workspace.token());
  }

  @Test
  void aDelayAndATrickleOnlyTakeTime() throws IOException {
    fault("GET", Fault.delay(Duration.ofMillis(150)));
    long start = System.nanoTime();
    assertThat(get().body()).isEqualTo(BYTES);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
    workspace.faults().clear();
    fault("GET", Fault.trickle(10, Duration.ofMillis(20)));
    start = System.nanoTime();
    assertThat(get().body()).isEqualTo(BYTES);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
  }

  @Test
  void aStallLastsUntilTheClientGivesUp() throws IOException {
    fault("GET", Fault.stall());
    assertThatThrownBy(
            () -> client.send(client.request(FILES + FILE).timeout(Duration.ofMillis(200))))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(workspace.requests().all().get(0).status()).isZero();
  }

  /** What a raw socket sees of a GET: its head and body up to the end, or the reset. */
  private String rawGet(Fault fault) throws IOException {
    workspace.faults().add(FaultRule.on("GET", "**", fault).first(1));
    try (RawClient raw = new RawClient(workspace.url())) {
      raw.send(
          "GET "
              + FILES
              + FILE
              + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
              + workspace.token()
              + "\r\n\r\n");
      return raw.rest();
    } finally {
      workspace.faults().clear();
    }
  }

  @Test
  void aBodyMayEndEarly() throws IOException {
    String got = rawGet(Fault.cut(End.CLOSED, 1000));
    assertThat(got).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 200000\r\n");
    assertThat(got.substring(got.indexOf("\r\n\r\n") + 4))
        .isEqualTo(new String(BYTES, 0, 1000, ISO_8859_1));
    assertThat(workspace.requests().all().get(0).sentBytes()).isEqualTo(1000);
  }

  @Test
  void aBodyMayEndInAReset() throws IOException {
    String got = rawGet(Fault.cutAtShare(End.RESET, 0.75));
    assertThat(got).endsWith("[Connection reset]");
    assertThat(workspace.requests().all().get(0).sentBytes()).isEqualTo(150_000);
  }

  @Test
  void aBodyMayStall() throws IOException {
    workspace.faults().add(FaultRule.on("GET", "**", Fault.cut(End.STALLED, 5000)));
    try (RawClient raw = new RawClient(workspace.url())) {
      raw.send(
          "GET "
              + FILES
              + FILE
              + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
              + workspace.token()
              + "\r\n\r\n");
      assertThat(raw.head()).contains("Content-Length: 200000\r\n");
      assertThat(raw.available(300)).isEqualTo(5000);
    }
  }

  @Test
  void chunksMayBeCut() throws IOException {
    String got = rawGet(Fault.cutChunked(0.5));
    assertThat(got.substring(0, got.indexOf("\r\n\r\n")))
        .contains("\r\nTransfer-Encoding: chunked\r\n");
    String chunks = got.substring(got.indexOf("\r\n\r\n") + 4);
    assertThat(chunks.startsWith("10000\r\n")).isTrue();
    assertThat(chunks.length()).isEqualTo(7 + 65536 + 2 + 7 + 100_000 - 65536);
    assertThatThrownBy(
            () -> {
              fault("GET", Fault.cutChunked(0.5));
              get();
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void aLengthNeedNotBeTold() throws IOException {
    fault("GET", Fault.chunked());
    HttpResponse<byte[]> chunked = get();
    assertThat(header(chunked, "Content-Length")).isEqualTo("(none)");
    assertThat(chunked.body()).isEqualTo(BYTES);
    workspace.faults().clear();
    fault("GET", Fault.noLength());
    HttpResponse<byte[]> unframed = get();
    assertThat(header(unframed, "Transfer-Encoding")).isEqualTo("(none)");
    assertThat(unframed.body()).isEqualTo(BYTES);
  }

  @Test
  void headMayTellNoLengthOrAWrongOne() throws IOException {
    fault("HEAD", Fault.noLength());
    assertThat(header(client.call("HEAD", FILES + FILE), "Content-Length")).isEqualTo("(none)");
    workspace.faults().clear();
    fault("HEAD", Fault.wrongLength(7));
    assertThat(header(client.call("HEAD", FILES + FILE), "Content-Length")).isEqualTo("200007");
    assertThat(header(client.call("HEAD", FILES + FILE), "Content-Length")).isEqualTo("200000");
  }

  @Test
  void noAnswerMayMeanAnythingAboutTheEffect() throws IOException {
    for (Fault fault : List.of(Fault.reset(), Fault.closed())) {
      workspace.put(FILE, BYTES);
      fault("PUT", fault);
      assertThatThrownBy(() -> rawPut(bytes(10))).isInstanceOf(IOException.class);
      assertThat(workspace.get(FILE)).isEqualTo(BYTES);
      workspace.faults().clear();
      fault("PUT", fault.afterEffect());
      assertThatThrownBy(() -> rawPut(bytes(10))).isInstanceOf(IOException.class);
      assertThat(workspace.get(FILE)).isEqualTo(bytes(10));
      workspace.faults().clear();
    }
  }

  /** A PUT on a connection of its own, which nothing repeats. */
  private void rawPut(byte[] bytes) throws IOException {
    try (RawClient raw = new RawClient(workspace.url())) {
      raw.send(
              "PUT "
                  + FILES
                  + FILE
                  + "?overwrite=true HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                  + workspace.token()
                  + "\r\nContent-Length: "
                  + bytes.length
                  + "\r\n\r\n")
          .send(new String(bytes, ISO_8859_1));
      String rest = raw.rest();
      if (rest.isEmpty() || rest.startsWith("[")) {
        throw new IOException("no answer: " + rest);
      }
    }
  }

  @Test
  void anUploadMayBeReset() throws IOException {
    fault("PUT", Fault.resetDuringUpload(100_000));
    assertThatThrownBy(() -> rawPut(bytes(8_000_000))).isInstanceOf(IOException.class);
    assertThat(workspace.get(FILE)).isEqualTo(BYTES);
    RecordedRequest request = workspace.requests().all().get(0);
    assertThat(request.bodyBytes()).isEqualTo(100_000);
    assertThat(request.bodyComplete()).isFalse();
  }

  @Test
  void aRangeMayBeIgnoredOrMissItsFile() throws IOException {
    fault("GET", Fault.rangeIgnored());
    HttpResponse<byte[]> whole =
        client.send(client.request(FILES + FILE).header("Range", "bytes=5-9"));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(BYTES);
    workspace.faults().clear();
    fault("GET", Fault.fileChanged());
    assertThat(client.send(client.request(FILES + FILE).header("Range", "bytes=5-9")).statusCode())
        .isEqualTo(412);
  }

  private List<String> names(int mostPages) throws IOException {
    List<String> names = new ArrayList<>();
    String token = "";
    for (int page = 0; page < mostPages; page++) {
      String query = token.isEmpty() ? "" : "?page_token=" + URLEncoder.encode(token, UTF_8);
      JsonNode answer = json(client.call("GET", DIRECTORIES + IN + "/list" + query));
      names.addAll(answer.path("contents").findValuesAsText("name"));
      token = answer.path("next_page_token").asText("");
      if (token.isEmpty()) {
        return names;
      }
    }
    names.add("(no end)");
    return names;
  }

  @Test
  void pagesMayBeEmptyOrLeadToThemselves() throws IOException {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      workspace.put(IN + "/list/" + name, bytes(1));
    }
    assertThat(names(9)).containsExactly("a", "b", "c", "d", "e");
    workspace.faults().add(FaultRule.on("GET", DIRECTORIES + "/**", Fault.emptyPage()).first(2));
    assertThat(names(9)).containsExactly("a", "b", "c", "d", "e");
    workspace.faults().clear();
    workspace.faults().add(FaultRule.on("GET", DIRECTORIES + "/**", Fault.repeatedPageToken()));
    assertThat(names(4)).containsExactly("a", "b", "c", "d", "c", "d", "c", "d", "(no end)");
  }

  @Test
  void rulesWantWhatFitsThem() throws IOException {
    workspace.put(IN + "/d/ü b.csv", bytes(2));
    Faults faults = workspace.faults();
    faults.add(FaultRule.on("GET", FILES + IN + "/*", Fault.status(500)).nth(2));
    faults.add(
        FaultRule.on("*", FILES + IN + "/*/ü *.csv", Fault.status(502)).skipping(1).first(1));
    String inner = FILES + IN + "/d/%C3%BC%20b.csv";
    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(client.call("GET", inner).statusCode()).isEqualTo(502);
    assertThat(client.call("HEAD", inner).statusCode()).isEqualTo(200);
    assertThat(get().statusCode()).isEqualTo(500);
    assertThat(get().statusCode()).isEqualTo(200);
  }

  @Test
  void chanceIsRepeatable() throws IOException {
    List<List<Integer>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      workspace.faults().clear();
      workspace
          .faults()
          .add(FaultRule.on("HEAD", "**", Fault.status(503)).withProbability(0.3, 42));
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        statuses.add(client.call("HEAD", FILES + FILE).statusCode());
      }
      runs.add(statuses);
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
    assertThat(runs.get(0).stream().filter(status -> status == 503).count()).isBetween(15L, 45L);
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void everyKindHappensAtRandomToWhatItFits(FaultKind kind) throws IOException {
    workspace.close();
    workspace = TestWorkspace.start(Settings.usual().withLongestStall(Duration.ofMillis(100)));
    workspace.makeVolume("main", "raw", "in");
    workspace.put(FILE, BYTES);
    client = new PlainClient(workspace);
    workspace.faults().randomly(1, 7, EnumSet.of(kind));
    for (Operation operation : Operation.values()) {
      if (kind.fits(operation)) {
        assertThat(kind.make(new Random(3)).name()).isNotEmpty();
      }
    }
    for (String call :
        List.of(
            "HEAD " + FILES + FILE,
            "GET " + FILES + FILE,
            "PUT " + FILES + FILE,
            "DELETE " + FILES + FILE,
            "HEAD " + DIRECTORIES + IN,
            "GET " + DIRECTORIES + IN,
            "GET /api/2.0/preview/scim/v2/Me")) {
      String[] parts = call.split(" ");
      try {
        client.send(
            client
                .request(parts[1])
                .method(parts[0], BodyPublishers.noBody())
                .timeout(Duration.ofMillis(1000)));
      } catch (IOException e) {
        // Part of the game.
      }
    }
    List<RecordedRequest> requests = workspace.requests().all();
    assertThat(requests.get(requests.size() - 1).fault()).isNull();
    for (RecordedRequest request : requests) {
      Operation operation = operation(request);
      assertThat(request.fault() != null).as(request.toString()).isEqualTo(kind.fits(operation));
    }
  }

  private static Operation operation(RecordedRequest request) {
    return Operation.of(
        Side.WORKSPACE,
        new HttpRequest(
            request.method(), request.rawPath(), request.rawQuery(), request.headers(), null));
  }

  @Test
  void someKindsAreToBeSurvived() {
    Set<FaultKind> survivable = FaultKind.survivable();
    assertThat(survivable)
        .contains(FaultKind.RESET, FaultKind.EMPTY_PAGE, FaultKind.RETRY_AFTER_A_DAY)
        .doesNotContain(
            FaultKind.FORBIDDEN,
            FaultKind.NOT_FOUND,
            FaultKind.QUOTA,
            FaultKind.REPEATED_PAGE_TOKEN,
            FaultKind.WRONG_LENGTH_ON_HEAD,
            FaultKind.NOT_IMPLEMENTED);
  }

  @Test
  void anEmptyBodyCannotStall() throws IOException {
    workspace.put(FILE, new byte[0]);
    fault("GET", Fault.cutAtShare(End.STALLED, 0.5));
    assertThat(get().body()).isEmpty();
    assertThat(get().body()).isEmpty();
    assertThat(workspace.violations()).isEmpty();
  }
}
