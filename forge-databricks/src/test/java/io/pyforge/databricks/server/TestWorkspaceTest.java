package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.DIRECTORIES;
import static io.pyforge.databricks.server.PlainClient.FILES;
import static io.pyforge.databricks.server.PlainClient.VOLUMES;
import static io.pyforge.databricks.server.PlainClient.header;
import static io.pyforge.databricks.server.PlainClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a correct client sees of a workspace when nothing goes wrong. */
class TestWorkspaceTest {
  private static final String IN = "/Volumes/main/raw/in";

  private TestWorkspace workspace;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(3));
    workspace.makeVolume("main", "raw", "in");
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3_000_000})
  void aFileComesBackAsItWasPut(int size) throws IOException {
    byte[] bytes = bytes(size);
    assertThat(client.call("PUT", FILES + IN + "/a.bin", bytes).statusCode()).isEqualTo(204);
    HttpResponse<byte[]> got = client.call("GET", FILES + IN + "/a.bin");
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo(bytes);
    assertThat(header(got, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(bytes);
    assertThat(workspace.size(IN + "/a.bin")).isEqualTo(size);
  }

  @Test
  void aChunkedBodyIsTakenToo() throws IOException {
    byte[] bytes = bytes(700_000);
    HttpResponse<byte[]> put =
        client.send(
            client
                .request(FILES + IN + "/a.bin")
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    assertThat(put.statusCode()).isEqualTo(204);
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(bytes);
    assertThat(workspace.requests().all().get(0).headers().first("Transfer-Encoding"))
        .contains("chunked");
  }

  @Test
  void aBodyThatIsAnnouncedIsAskedFor() throws IOException {
    byte[] bytes = bytes(5000);
    HttpResponse<byte[]> put =
        client.send(
            client
                .request(FILES + IN + "/a.bin")
                .expectContinue(true)
                .PUT(BodyPublishers.ofByteArray(bytes)));
    assertThat(put.statusCode()).isEqualTo(204);
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(bytes);
  }

  @Test
  void anAnnouncedBodyThatIsRefusedNeedNotBeSent() throws IOException {
    try (RawClient raw = new RawClient(workspace.url())) {
      raw.send(
          "PUT "
              + FILES
              + IN
              + "/missing/a.bin HTTP/1.1\r\nHost: h\r\n"
              + "Authorization: Bearer "
              + workspace.token()
              + "\r\n"
              + "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
      assertThat(raw.head()).startsWith("HTTP/1.1 404 ").contains("\r\nConnection: close\r\n");
    }
    assertThat(workspace.requests().all().get(0).bodyBytes()).isZero();
  }

  @Test
  void headTellsLengthAndDateAndVersion() throws IOException {
    Instant date = Instant.parse("2026-03-01T07:08:09.5Z");
    workspace.put(IN + "/a.bin", bytes(1234), date);
    HttpResponse<byte[]> head = client.call("HEAD", FILES + IN + "/a.bin");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("1234");
    assertThat(header(head, "Last-Modified")).isEqualTo("Sun, 01 Mar 2026 07:08:09 GMT");
    assertThat(header(head, "ETag")).matches("\"v[0-9a-f]+\"");
    assertThat(client.call("HEAD", FILES + IN + "/b.bin").statusCode()).isEqualTo(404);
    assertThat(client.call("HEAD", FILES + IN).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1, bytes 0-0/1000",
    "bytes=10-19, 10, 20, bytes 10-19/1000",
    "bytes=990-, 990, 1000, bytes 990-999/1000",
    "bytes=-10, 990, 1000, bytes 990-999/1000",
    "bytes=-5000, 0, 1000, bytes 0-999/1000",
    "bytes=900-5000, 900, 1000, bytes 900-999/1000"
  })
  void aRangeIsAnsweredWithItsBytes(String range, int from, int to, String told)
      throws IOException {
    byte[] bytes = bytes(1000);
    workspace.put(IN + "/a.bin", bytes);
    HttpResponse<byte[]> part =
        client.send(client.request(FILES + IN + "/a.bin").header("Range", range));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Range")).isEqualTo(told);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, from, to));
  }

  @Test
  void aRangeBehindTheEndIsRefused() throws IOException {
    workspace.put(IN + "/a.bin", bytes(1000));
    HttpResponse<byte[]> part =
        client.send(client.request(FILES + IN + "/a.bin").header("Range", "bytes=1000-"));
    assertThat(part.statusCode()).isEqualTo(416);
    assertThat(header(part, "Content-Range")).isEqualTo("bytes */1000");
  }

  @Test
  void aRangeOfAFileThatChangedIsRefused() throws IOException {
    workspace.put(IN + "/a.bin", bytes(1000));
    HttpResponse<byte[]> head = client.call("HEAD", FILES + IN + "/a.bin");
    String date = header(head, "Last-Modified");
    String etag = header(head, "ETag");
    assertThat(ranged("If-Unmodified-Since", date).statusCode()).isEqualTo(206);
    assertThat(ranged("If-Match", etag).statusCode()).isEqualTo(206);
    workspace.put(IN + "/a.bin", bytes(1000));
    assertThat(ranged("If-Unmodified-Since", date).statusCode()).isEqualTo(412);
    assertThat(ranged("If-Match", etag).statusCode()).isEqualTo(412);
  }

  private HttpResponse<byte[]> ranged(String header, String value) throws IOException {
    return client.send(
        client.request(FILES + IN + "/a.bin").header("Range", "bytes=5-9").header(header, value));
  }

  @Test
  void aFileIsReplacedOnlyOnDemand() throws IOException {
    workspace.put(IN + "/a.bin", bytes(10));
    HttpResponse<byte[]> refused = client.call("PUT", FILES + IN + "/a.bin", bytes(20));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).path("error_code").asText()).isEqualTo("ALREADY_EXISTS");
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(bytes(10));
    String target = FILES + IN + "/a.bin?overwrite=true";
    assertThat(client.call("PUT", target, bytes(20)).statusCode()).isEqualTo(204);
    assertThat(workspace.get(IN + "/a.bin")).isEqualTo(bytes(20));
  }

  @Test
  void aFileNeedsItsFolder() throws IOException {
    HttpResponse<byte[]> put = client.call("PUT", FILES + IN + "/b/a.bin", bytes(20));
    assertThat(put.statusCode()).isEqualTo(404);
    assertThat(json(put).path("message").asText()).contains("parent directory");
    assertThat(workspace.paths()).isEmpty();
    assertThat(client.call("PUT", FILES + "/Volumes/a/b/c/d", bytes(20)).statusCode())
        .isEqualTo(404);
    assertThat(client.call("PUT", FILES + "/Volumes/a/b", bytes(20)).statusCode()).isEqualTo(400);
    assertThat(client.call("PUT", FILES + IN, bytes(20)).statusCode()).isEqualTo(409);
  }

  @Test
  void aFileTooLargeForOneRequestIsRefused() throws IOException {
    try (TestWorkspace small =
        TestWorkspace.start(Settings.usual().withSizes(1000, 1).withToken("dapi-other"))) {
      small.makeVolume("main", "raw", "in");
      PlainClient other = new PlainClient(small);
      assertThat(other.call("PUT", FILES + IN + "/a", bytes(1000)).statusCode()).isEqualTo(204);
      HttpResponse<byte[]> put = other.call("PUT", FILES + IN + "/b", bytes(1001));
      assertThat(put.statusCode()).isEqualTo(413);
      assertThat(small.paths()).containsExactly(IN + "/a");
    }
  }

  @Test
  void aDeletedFileIsGone() throws IOException {
    workspace.put(IN + "/a.bin", bytes(10));
    assertThat(client.call("DELETE", FILES + IN + "/a.bin").statusCode()).isEqualTo(204);
    assertThat(workspace.exists(IN + "/a.bin")).isFalse();
    HttpResponse<byte[]> again = client.call("DELETE", FILES + IN + "/a.bin");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(json(again).path("details").path(0).path("reason").asText())
        .isEqualTo("FILES_API_FILE_NOT_FOUND");
  }

  @Test
  void foldersAreMadeWithThoseTheyLieInAndDeletedWhenEmpty() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThat(client.call("PUT", DIRECTORIES + IN + "/a/b/c").statusCode()).isEqualTo(204);
    }
    assertThat(client.call("HEAD", DIRECTORIES + IN + "/a/b").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> full = client.call("DELETE", DIRECTORIES + IN + "/a");
    assertThat(full.statusCode()).isEqualTo(400);
    assertThat(json(full).path("details").path(0).path("reason").asText())
        .isEqualTo("FILES_API_DIRECTORY_IS_NOT_EMPTY");
    assertThat(client.call("DELETE", DIRECTORIES + IN + "/a/b/c").statusCode()).isEqualTo(204);
    assertThat(client.call("DELETE", DIRECTORIES + IN + "/a/b/c").statusCode()).isEqualTo(404);
    assertThat(workspace.exists(IN + "/a/b")).isTrue();
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    workspace.put(IN + "/a.bin", bytes(10));
    assertThat(client.call("PUT", DIRECTORIES + IN + "/a.bin").statusCode()).isEqualTo(409);
    assertThat(client.call("PUT", DIRECTORIES + IN + "/a.bin/b").statusCode()).isEqualTo(409);
    assertThat(client.call("HEAD", DIRECTORIES + IN + "/a.bin").statusCode()).isEqualTo(404);
    assertThat(client.call("GET", DIRECTORIES + IN + "/a.bin").statusCode()).isEqualTo(404);
    workspace.makeFolder(IN + "/f");
    String target = FILES + IN + "/f?overwrite=true";
    assertThat(client.call("PUT", target, bytes(1)).statusCode()).isEqualTo(409);
    assertThat(client.call("GET", FILES + IN + "/f").statusCode()).isEqualTo(404);
  }

  @Test
  void aListingComesInPages() throws IOException {
    Instant date = Instant.parse("2026-03-01T07:08:09.500Z");
    for (String name : List.of("a", "b", "c", "d", "e", "ü#1?.csv")) {
      workspace.put(IN + "/my dir/" + name, bytes(name.length()), date);
    }
    workspace.makeFolder(IN + "/my dir/folder");
    List<String> names = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    String token = "";
    do {
      String query = token.isEmpty() ? "" : "?page_token=" + URLEncoder.encode(token, UTF_8);
      HttpResponse<byte[]> response = client.call("GET", DIRECTORIES + IN + "/my%20dir" + query);
      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode page = json(response);
      pages.add(page.path("contents").size());
      for (JsonNode entry : page.path("contents")) {
        String name = entry.path("name").asText();
        names.add(name);
        assertThat(entry.path("path").asText()).isEqualTo(IN + "/my dir/" + name);
        assertThat(entry.path("is_directory").asBoolean()).isEqualTo(name.equals("folder"));
        if (!name.equals("folder")) {
          assertThat(entry.path("file_size").asInt()).isEqualTo(name.length());
          assertThat(entry.path("last_modified").asLong()).isEqualTo(date.toEpochMilli());
        }
      }
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty());
    assertThat(names).containsExactly("a", "b", "c", "d", "e", "folder", "ü#1?.csv");
    assertThat(pages).containsExactly(3, 3, 1);
    JsonNode two = json(client.call("GET", DIRECTORIES + IN + "/my%20dir?page_size=2"));
    assertThat(two.path("contents")).hasSize(2);
  }

  @Test
  void anEmptyFolderListsNothing() throws IOException {
    HttpResponse<byte[]> response = client.call("GET", DIRECTORIES + IN);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("{}");
    assertThat(client.call("GET", DIRECTORIES + IN + "/no").statusCode()).isEqualTo(404);
  }

  @Test
  void volumesHaveNoLetterCaseAndFilesHave() throws IOException {
    workspace.put("/Volumes/MAIN/Raw/in/a", bytes(1));
    workspace.put("/Volumes/main/raw/in/A", bytes(2));
    assertThat(workspace.paths()).containsExactly(IN + "/A", IN + "/a");
    assertThat(client.call("GET", FILES + "/Volumes/main/RAW/in/A").body()).isEqualTo(bytes(2));
  }

  @Test
  void volumesAreMadeListedChangedAndDeleted() throws IOException {
    String body =
        "{\"catalog_name\":\"main\",\"schema_name\":\"raw\",\"name\":\"Out\","
            + "\"volume_type\":\"MANAGED\",\"comment\":\"results\"}";
    JsonNode made = json(client.call("POST", VOLUMES, body.getBytes(UTF_8)));
    assertThat(made.path("full_name").asText()).isEqualTo("main.raw.out");
    assertThat(made.path("comment").asText()).isEqualTo("results");
    assertThat(client.call("POST", VOLUMES, body.getBytes(UTF_8)).statusCode()).isEqualTo(409);
    JsonNode list = json(client.call("GET", VOLUMES + "?catalog_name=main&schema_name=raw"));
    assertThat(list.path("volumes").findValuesAsText("name")).containsExactly("in", "out");
    assertThat(client.call("PUT", FILES + "/Volumes/main/raw/out/a", bytes(1)).statusCode())
        .isEqualTo(204);
    JsonNode changed =
        json(
            client.call(
                "PATCH", VOLUMES + "/main.raw.out", "{\"new_name\":\"gone\"}".getBytes(UTF_8)));
    assertThat(changed.path("name").asText()).isEqualTo("gone");
    assertThat(workspace.paths()).containsExactly("/Volumes/main/raw/gone/a");
    assertThat(client.call("DELETE", VOLUMES + "/main.raw.gone").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> gone = client.call("GET", VOLUMES + "/main.raw.gone");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("message").asText())
        .isEqualTo("Volume 'main.raw.gone' does not exist.");
    assertThat(workspace.paths()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none, raw, MANAGED, '', 404, CATALOG_DOES_NOT_EXIST",
    "main, none, MANAGED, '', 404, SCHEMA_DOES_NOT_EXIST",
    "main, raw, MANAGED, s3://a, 400, INVALID_PARAMETER_VALUE",
    "main, raw, EXTERNAL, '', 400, INVALID_PARAMETER_VALUE",
    "main, raw, OTHER, '', 400, INVALID_PARAMETER_VALUE"
  })
  void aVolumeThatCannotBeIsNotMade(
      String catalog, String schema, String type, String location, int status, String code)
      throws IOException {
    String body =
        String.format(
            "{\"catalog_name\":\"%s\",\"schema_name\":\"%s\",\"name\":\"x\","
                + "\"volume_type\":\"%s\",\"storage_location\":\"%s\"}",
            catalog, schema, type, location);
    HttpResponse<byte[]> response = client.call("POST", VOLUMES, body.getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("error_code").asText()).isEqualTo(code);
  }

  @Test
  void theWorkspaceTellsAboutItselfWithoutAToken() throws IOException {
    HttpResponse<byte[]> host =
        client.send(client.unsigned(workspace.url() + "/.well-known/databricks-config"));
    assertThat(json(host).path("oidc_endpoint").asText()).isEqualTo(workspace.url() + "/oidc");
    HttpResponse<byte[]> oidc =
        client.send(
            client.unsigned(workspace.url() + "/oidc/.well-known/oauth-authorization-server"));
    assertThat(json(oidc).path("token_endpoint").asText())
        .isEqualTo(workspace.url() + "/oidc/v1/token");
  }

  @Test
  void aServicePrincipalGetsATokenThatWorksForAWhile() throws IOException {
    HttpResponse<byte[]> refused = token("test-client:wrong");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("error").asText()).isEqualTo("invalid_client");
    JsonNode given = json(token("test-client:test-client-secret"));
    assertThat(given.path("expires_in").asInt()).isEqualTo(3600);
    String bearer = "Bearer " + given.path("access_token").asText();
    assertThat(me(bearer).statusCode()).isEqualTo(200);
    workspace.expireTokens();
    assertThat(me(bearer).statusCode()).isEqualTo(401);
  }

  private HttpResponse<byte[]> token(String idAndSecret) throws IOException {
    return client.send(
        client
            .unsigned(workspace.url() + "/oidc/v1/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(idAndSecret.getBytes(UTF_8)))
            .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=all-apis")));
  }

  private HttpResponse<byte[]> me(String authorization) throws IOException {
    return client.send(
        client
            .unsigned(workspace.url() + "/api/2.0/preview/scim/v2/Me")
            .header("Authorization", authorization));
  }

  @Test
  void aTokenWorksUntilItIsRotated() throws IOException {
    String old = workspace.token();
    JsonNode me = json(me("Bearer " + old));
    assertThat(me.path("userName").asText()).isEqualTo("tester@example.com");
    String fresh = workspace.rotateToken();
    assertThat(fresh).isEqualTo(workspace.token()).isNotEqualTo(old);
    HttpResponse<byte[]> refused = me("Bearer " + old);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("error_code").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(me("Bearer " + fresh).statusCode()).isEqualTo(200);
  }

  @Test
  void aForbiddenPathIsForbiddenForWhatWasForbidden() throws IOException {
    workspace.put(IN + "/secret/a", bytes(1));
    workspace.put(IN + "/secret.csv", bytes(2));
    workspace.deny(IN + "/secret", Access.WRITE);
    String inside = FILES + IN + "/secret/a";
    assertThat(client.call("GET", inside).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> put = client.call("PUT", inside + "?overwrite=true", bytes(3));
    assertThat(put.statusCode()).isEqualTo(403);
    assertThat(json(put).path("error_code").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(workspace.get(IN + "/secret/a")).isEqualTo(bytes(1));
    workspace.deny(IN + "/secret", Access.READ);
    assertThat(client.call("HEAD", inside).statusCode()).isEqualTo(403);
    assertThat(client.call("GET", DIRECTORIES + IN + "/secret").statusCode()).isEqualTo(403);
    assertThat(client.call("GET", FILES + IN + "/secret.csv").statusCode()).isEqualTo(200);
    workspace.allowAll();
    assertThat(client.call("HEAD", inside).statusCode()).isEqualTo(200);
  }

  @Test
  void requestsAreRecordedWithoutTheirSecrets() throws IOException {
    byte[] abc = "abc".getBytes(UTF_8);
    client.call("PUT", FILES + IN + "/a%20b.csv?overwrite=true", abc);
    RecordedRequest put = workspace.requests().all().get(0);
    assertThat(put.line()).isEqualTo("PUT " + FILES + IN + "/a%20b.csv?overwrite=true");
    assertThat(put.status()).isEqualTo(204);
    assertThat(put.bodyBytes()).isEqualTo(3);
    assertThat(put.bodyComplete()).isTrue();
    assertThat(put.bodySha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(put.authorized()).isTrue();
    assertThat(put.token()).isEqualTo(workspace.token());
    assertThat(put.headers().has("Authorization")).isFalse();
    assertThat(put.headers().first("Content-Length")).contains("3");
    assertThat(workspace.requests().receivedBytes()).isEqualTo(3);
    assertThat(workspace.requests().mostPerSecond()).isEqualTo(1);
    workspace.requests().reset();
    assertThat(workspace.requests().all()).isEmpty();
    assertThat(workspace.requests().mostPerSecond()).isZero();
    assertThat(workspace.requests().mostInFlight()).isZero();
    client.call("GET", FILES + IN + "/a%20b.csv");
    assertThat(workspace.requests().of("GET", FILES)).hasSize(1);
    assertThat(workspace.requests().mostInFlight()).isEqualTo(1);
  }

  @Test
  void filesLieInTheFolderThatWasGiven(@TempDir Path folder) throws IOException {
    byte[] bytes = bytes(400_000);
    try (TestWorkspace other = TestWorkspace.start(Settings.usual().withFolder(folder))) {
      other.makeVolume("main", "raw", "in");
      other.put(IN + "/a.bin", bytes);
      try (var stored = Files.list(folder)) {
        assertThat(stored.toList())
            .singleElement()
            .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(bytes));
      }
    }
  }

  @Test
  void latencyAndRateAreKept() throws IOException {
    Settings slow =
        Settings.usual().withLatency(Duration.ofMillis(40)).withBytesPerSecond(2_000_000);
    try (TestWorkspace other = TestWorkspace.start(slow)) {
      other.makeVolume("main", "raw", "in");
      PlainClient patient = new PlainClient(other);
      patient.call("HEAD", DIRECTORIES + IN);
      long start = System.nanoTime();
      patient.call("HEAD", DIRECTORIES + IN);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(millis(40), millis(4000));
      start = System.nanoTime();
      patient.call("PUT", FILES + IN + "/a.bin", bytes(600_000));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(millis(300), millis(9000));
      start = System.nanoTime();
      assertThat(patient.call("GET", FILES + IN + "/a.bin").body()).isEqualTo(bytes(600_000));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(millis(300), millis(9000));
    }
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  @Test
  void aViolationFailsTheTestAtTheEnd() throws IOException {
    TestWorkspace strict = TestWorkspace.start();
    HttpResponse<byte[]> response = client.send(client.unsigned(strict.url() + FILES + IN + "/a"));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThatThrownBy(strict::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 violations")
        .hasMessageContaining("WORKSPACE GET " + FILES + IN + "/a: Credential was not sent");
  }
}
