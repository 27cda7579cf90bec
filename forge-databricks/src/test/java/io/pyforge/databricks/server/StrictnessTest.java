package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.DIRECTORIES;
import static io.pyforge.databricks.server.PlainClient.FILES;
import static io.pyforge.databricks.server.PlainClient.VOLUMES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no correct client does is refused, and fails the test it happens in. */
class StrictnessTest {
  private static final String IN = "/Volumes/main/raw/in";

  private TestWorkspace workspace;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start();
    workspace.makeVolume("main", "raw", "in");
    workspace.put(IN + "/a", "abc".getBytes(UTF_8));
    client = new PlainClient(workspace);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private String head(String target) {
    return target + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + workspace.token() + "\r\n";
  }

  private String status(String request) throws IOException {
    try (RawClient raw = new RawClient(workspace.url())) {
      String head = raw.send(request).end().head();
      return head.isEmpty() ? "(nothing)" : head.split(" ")[1];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2Fb",
        "/a/../b",
        "/a/./b",
        "/%2E%2E/b",
        "//a",
        "/a/",
        "/%",
        "/%2",
        "/%zz",
        "/%FF",
        "/%C3",
        "/%ED%A0%80",
        "/%C0%AF",
        "/%00",
        "/%0A",
        "/%7F",
        "/\"a\"",
        "/<a>",
        "/[a]",
        "/{a}",
        "/a|b",
        "/a^b",
        "/a`b",
        "/a\\b",
        "/\u00fc"
      })
  void badlyEncodedPathsAreRefused(String path) throws IOException {
    assertThat(status(head("GET " + FILES + IN + path) + "\r\n")).isEqualTo("400");
    assertThat(workspace.takeViolations())
        .singleElement()
        .asString()
        .startsWith("WORKSPACE GET " + FILES + IN + path + ": the path ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-._~!$&'()*+,;=:@",
        "%20%23%3F%25%5B%5D%7B%7D%22%27",
        "%C3%BC%F0%9F%98%80",
        "100%2525"
      })
  void rightlyEncodedPathsAreTaken(String name) throws IOException {
    String target = "PUT " + FILES + IN + "/" + name;
    assertThat(status(head(target) + "Content-Length: 1\r\n\r\nx")).isEqualTo("204");
    assertThat(status(head("HEAD " + FILES + IN + "/" + name) + "\r\n")).isEqualTo("200");
  }

  @Test
  void aNameIsDecodedOnce() throws IOException {
    client.call("PUT", FILES + IN + "/100%2525", new byte[1]);
    client.call("PUT", FILES + IN + "/a+b%20%23", new byte[1]);
    assertThat(workspace.paths()).containsExactly(IN + "/100%25", IN + "/a", IN + "/a+b #");
  }

  @Test
  void aNameHasAtMost255Bytes() throws IOException {
    String longest = URLEncoder.encode("ü".repeat(127) + "x", UTF_8);
    String tooLong = URLEncoder.encode("ü".repeat(128), UTF_8);
    assertThat(client.call("PUT", FILES + IN + "/" + longest).statusCode()).isEqualTo(204);
    assertThat(client.call("PUT", FILES + IN + "/" + tooLong).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/2.0/fs/files/Volumes/main/raw/in/a?overwrite=true, 400",
    "HEAD, /api/2.0/fs/files/Volumes/main/raw/in/a?x=1, 400",
    "PUT, /api/2.0/fs/files/Volumes/main/raw/in/b?overwrite=yes, 400",
    "PUT, /api/2.0/fs/files/Volumes/main/raw/in/b?overwrite=true&overwrite=true, 400",
    "PUT, /api/2.0/fs/files/Volumes/main/raw/in/b?Overwrite=true, 400",
    "GET, /api/2.0/fs/directories/Volumes/main/raw/in?pageToken=x, 400",
    "GET, /api/2.0/fs/directories/Volumes/main/raw/in?page_size=-1, 400",
    "GET, /api/2.0/fs/directories/Volumes/main/raw/in?page_token=made+up, 400",
    "PATCH, /api/2.0/fs/files/Volumes/main/raw/in/a, 405",
    "POST, /api/2.0/fs/directories/Volumes/main/raw/in/a, 405",
    "POST, /api/2.0/fs/files/Volumes/main/raw/in/a?action=other, 400",
    "POST, /api/2.0/fs/create-other, 404",
    "GET, /api/2.0/fs/other, 404",
    "GET, /api/2.0/workspace/list, 404",
    "GET, /api/2.1/unity-catalog/volumes, 400",
    "GET, /api/2.1/unity-catalog/volumes/a/b, 404",
    "GET, /, 400",
    "PUT, /api/2.0/preview/scim/v2/Me, 405"
  })
  void whatIsNotKnownIsRefused(String method, String target, int status) throws IOException {
    assertThat(client.call(method, target).statusCode()).isEqualTo(status);
    assertThat(workspace.takeViolations()).hasSize(1);
    assertThat(workspace.paths()).containsExactly(IN + "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"other\":1}",
        "{\"catalog_name\":\"main\"}",
        "{\"catalog_name\":5}",
        ""
      })
  void bodiesMustBeWhatTheyAreToBe(String body) throws IOException {
    assertThat(client.call("POST", VOLUMES, body.getBytes(UTF_8)).statusCode()).isEqualTo(400);
    assertThat(workspace.takeViolations()).hasSize(1);
  }

  @Test
  void aRequestShowsItsToken() throws IOException {
    String target = "GET " + FILES + IN + "/a HTTP/1.1\r\nHost: h\r\n";
    assertThat(status(target + "\r\n")).isEqualTo("401");
    assertThat(status(target + "Authorization: Basic eDp5\r\n\r\n")).isEqualTo("401");
    assertThat(workspace.takeViolations()).hasSize(2);
    assertThat(status(target + "Authorization: Bearer other\r\n\r\n")).isEqualTo("401");
    assertThat(workspace.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4"})
  void aRangeIsOneRange(String range) throws IOException {
    String request = head("GET " + FILES + IN + "/a") + "Range: " + range + "\r\n\r\n";
    assertThat(status(request)).isEqualTo("400");
    assertThat(workspace.takeViolations()).hasSize(1);
  }

  @Test
  void aDateIsADate() throws IOException {
    String request = head("GET " + FILES + IN + "/a") + "If-Unmodified-Since: 2026-01-01\r\n\r\n";
    assertThat(status(request)).isEqualTo("400");
    assertThat(workspace.takeViolations()).singleElement().asString().contains("no date");
  }

  @Test
  void aCutBodyIsNotStoredButMayHappen() throws IOException {
    String put = head("PUT " + FILES + IN + "/b");
    for (String body :
        List.of(
            "Content-Length: 10\r\n\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
            "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
            "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n")) {
      workspace.requests().reset();
      assertThat(status(put + body)).isEqualTo("(nothing)");
      RecordedRequest request = workspace.requests().all().get(0);
      assertThat(request.bodyComplete()).isFalse();
      assertThat(request.status()).isZero();
    }
    assertThat(workspace.paths()).containsExactly(IN + "/a");
    assertThat(workspace.violations()).isEmpty();
    String whole = "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\nX: y\r\n\r\n";
    assertThat(status(put + whole)).isEqualTo("204");
    assertThat(workspace.get(IN + "/b")).isEqualTo("abc".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 5x\r\n\r\nabcde",
        "Host: other\r\n\r\n",
        "No colon\r\n\r\n",
        " Folded: x\r\n\r\n",
        "Bare: x\n\r\n"
      })
  void badlyFramedRequestsAreRefused(String rest) throws IOException {
    assertThat(status(head("PUT " + FILES + IN + "/b") + rest)).isEqualTo("400");
    assertThat(workspace.takeViolations()).hasSize(1);
    assertThat(workspace.paths()).containsExactly(IN + "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a b HTTP/1.1",
        "GET /a HTTP/1.0",
        "GET /a",
        "G\u00fcT /a HTTP/1.1",
        "GET http://h/a HTTP/1.1",
        "GET /a#b HTTP/1.1",
        "\u0016\u0003\u0001"
      })
  void whatIsNoRequestIsRefused(String line) throws IOException {
    assertThat(status(line + "\r\nHost: h\r\n\r\n")).isEqualTo("400");
    assertThat(workspace.takeViolations()).hasSize(1);
  }

  @Test
  void aBodyLongerThanItsLengthIsNoRequest() throws IOException {
    try (RawClient raw = new RawClient(workspace.url())) {
      raw.send(head("PUT " + FILES + IN + "/b") + "Content-Length: 3\r\n\r\nabcdef\r\n\r\n").end();
      assertThat(raw.head()).startsWith("HTTP/1.1 204 ");
      assertThat(raw.head()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(workspace.takeViolations()).containsExactly("WORKSPACE: 'def' is no request line");
  }

  @Test
  void requestsShareAConnection() throws IOException {
    try (RawClient raw = new RawClient(workspace.url())) {
      for (int i = 0; i < 3; i++) {
        raw.send(head("HEAD " + FILES + IN + "/a") + "\r\n");
        assertThat(raw.head()).contains("\r\nConnection: keep-alive\r\n");
      }
      raw.send(head("HEAD " + DIRECTORIES + IN) + "Connection: close\r\n\r\n");
      assertThat(raw.head()).contains("\r\nConnection: close\r\n");
      assertThat(raw.rest()).isEmpty();
    }
  }

  @Test
  void aConnectionThatEndsInAHeadIsNoRequest() throws IOException {
    assertThat(status("GET /a HT")).isEqualTo("(nothing)");
    assertThat(status(new String(new byte[] {'G'}, ISO_8859_1))).isEqualTo("(nothing)");
    assertThat(workspace.requests().all()).isEmpty();
  }
}
