package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.FILES;
import static io.pyforge.databricks.server.PlainClient.header;
import static io.pyforge.databricks.server.PlainClient.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts, resumable ones, and signed downloads, beside the cloud storage. */
class MultipartTest {
  private static final String PATH = "/Volumes/main/raw/in/big #1.bin";
  private static final String RAW = "/Volumes/main/raw/in/big%20%231.bin";
  private static final String FS = "/api/2.0/fs/";
  private static final byte[] BYTES = bytes(1_000_000);

  private TestWorkspace workspace = start(Multipart.PARTS);
  private PlainClient client = new PlainClient(workspace);

  private static TestWorkspace start(Multipart kind) {
    try {
      TestWorkspace workspace =
          TestWorkspace.start(
              Settings.usual().withMultipart(kind).withSizes(Long.MAX_VALUE, 100_000));
      workspace.makeVolume("main", "raw", "in");
      return workspace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private void use(Multipart kind) throws IOException {
    workspace.close();
    workspace = start(kind);
    client = new PlainClient(workspace);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private String initiate(String kind) throws IOException {
    HttpResponse<byte[]> response = client.call("POST", FILES + RAW + "?action=initiate-upload");
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).path(kind).path("session_token").asText();
  }

  private JsonNode post(String what, ObjectNode body) throws IOException {
    HttpResponse<byte[]> response = client.call("POST", FS + what, Json.text(body).getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  private ObjectNode step(String token) {
    return Json.object()
        .put("path", PATH)
        .put("session_token", token)
        .put("expire_time", Instant.now().plusSeconds(60).toString());
  }

  private HttpResponse<byte[]> sendTo(JsonNode address, HttpRequest.Builder request)
      throws IOException {
    for (JsonNode header : address.path("headers")) {
      request.header(header.path("name").asText(), header.path("value").asText());
    }
    return client.send(request);
  }

  private HttpRequest.Builder at(JsonNode address) {
    return client.unsigned(address.path("url").asText());
  }

  private JsonNode partAddresses(String token, int count) throws IOException {
    ObjectNode asked = step(token).put("start_part_number", 1).put("count", count);
    return post("create-upload-part-urls", asked).path("upload_part_urls");
  }

  /** Uploads parts backwards and gives what a completion lists. */
  private ArrayNode upload(String token, int parts) throws IOException {
    JsonNode addresses = partAddresses(token, parts);
    assertThat(addresses).hasSize(parts);
    ArrayNode done = Json.object().putArray("parts");
    int size = BYTES.length / parts + 1;
    for (int number = parts; number >= 1; number--) {
      JsonNode address = addresses.get(number - 1);
      assertThat(address.path("part_number").asInt()).isEqualTo(number);
      byte[] part =
          Arrays.copyOfRange(BYTES, (number - 1) * size, Math.min(number * size, BYTES.length));
      HttpResponse<byte[]> put = sendTo(address, at(address).PUT(BodyPublishers.ofByteArray(part)));
      assertThat(put.statusCode()).isBetween(200, 201);
      done.insertObject(0)
          .put("part_number", number)
          .put("etag", put.headers().firstValue("ETag").orElse(""));
    }
    return done;
  }

  private HttpResponse<byte[]> complete(String token, JsonNode parts) throws IOException {
    ObjectNode body = Json.object();
    body.set("parts", parts);
    String query = "?action=complete-upload&upload_type=multipart&session_token=";
    return client.call(
        "POST", FILES + RAW + query + encoded(token), Json.text(body).getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(
      value = Multipart.class,
      names = {"PARTS", "PARTS_AZURE"})
  void partsBecomeTheFileWhenTheyAreCompleted(Multipart kind) throws IOException {
    use(kind);
    String token = initiate("multipart_upload");
    ArrayNode parts = upload(token, 7);
    assertThat(workspace.exists(PATH)).isFalse();
    assertThat(complete(token, parts).statusCode()).isEqualTo(200);
    assertThat(workspace.get(PATH)).isEqualTo(BYTES);
    assertThat(workspace.openUploads()).isZero();
    assertThat(complete(token, parts).statusCode()).isEqualTo(404);
    assertThat(workspace.storageRequests().all())
        .hasSize(7)
        .allSatisfy(request -> assertThat(request.authorized()).isFalse());
    assertThat(workspace.storageRequests().receivedBytes()).isEqualTo(BYTES.length);
    assertThat(workspace.secrets()).contains(token).hasSize(1 + 1 + 7 + 1);
  }

  @Test
  void aPartThatIsSentAgainTakesThePlaceOfTheFirst() throws IOException {
    String token = initiate("multipart_upload");
    JsonNode address = partAddresses(token, 1).get(0);
    sendTo(address, at(address).PUT(BodyPublishers.ofByteArray(bytes(10))));
    HttpResponse<byte[]> second =
        sendTo(address, at(address).PUT(BodyPublishers.ofByteArray(bytes(20))));
    ArrayNode parts = Json.object().putArray("parts");
    parts.addObject().put("part_number", 1).put("etag", header(second, "ETag"));
    assertThat(complete(token, parts).statusCode()).isEqualTo(200);
    assertThat(workspace.get(PATH)).isEqualTo(bytes(20));
  }

  @Test
  void aCompletionMustBeRight() throws IOException {
    String token = initiate("multipart_upload");
    ArrayNode parts = upload(token, 3);
    ArrayNode unordered = parts.deepCopy();
    unordered.insert(0, unordered.remove(2));
    ArrayNode wrongTag = parts.deepCopy();
    ((ObjectNode) wrongTag.get(1)).put("etag", "\"other\"");
    ArrayNode tooMany = parts.deepCopy();
    tooMany.addObject().put("part_number", 4).put("etag", "\"x\"");
    for (ArrayNode wrong : List.of(unordered, wrongTag, tooMany)) {
      assertThat(complete(token, wrong).statusCode()).isEqualTo(400);
    }
    assertThat(workspace.takeViolations()).hasSize(3);
    assertThat(complete("s+/=&other", parts).statusCode()).isEqualTo(400);
    assertThat(workspace.takeViolations()).singleElement().asString().contains("never given out");
    ArrayNode short1 = parts.deepCopy();
    short1.remove(2);
    assertThat(complete(token, short1).statusCode()).isEqualTo(200);
    assertThat(workspace.takeViolations()).singleElement().asString().contains("completed without");
  }

  @Test
  void smallPartsAreRefused() throws IOException {
    String token = initiate("multipart_upload");
    ArrayNode parts = upload(token, 11);
    HttpResponse<byte[]> refused = complete(token, parts);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(workspace.takeViolations())
        .singleElement()
        .asString()
        .contains("smaller than 100000");
  }

  @Test
  void anAbortedUploadLeavesNothing() throws IOException {
    String token = initiate("multipart_upload");
    ArrayNode parts = upload(token, 2);
    JsonNode address = post("create-abort-upload-url", step(token)).path("abort_upload_url");
    assertThat(sendTo(address, at(address).DELETE()).statusCode()).isEqualTo(204);
    assertThat(workspace.openUploads()).isZero();
    assertThat(complete(token, parts).statusCode()).isEqualTo(404);
    assertThat(workspace.exists(PATH)).isFalse();
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyOnDemand() throws IOException {
    String early = initiate("multipart_upload");
    ArrayNode parts = upload(early, 2);
    workspace.put(PATH, bytes(5));
    String target = FILES + RAW + "?action=initiate-upload";
    assertThat(client.call("POST", target).statusCode()).isEqualTo(409);
    assertThat(complete(early, parts).statusCode()).isEqualTo(409);
    assertThat(workspace.get(PATH)).isEqualTo(bytes(5));
    HttpResponse<byte[]> begun = client.call("POST", target + "&overwrite=true");
    String token = json(begun).path("multipart_upload").path("session_token").asText();
    assertThat(complete(token, upload(token, 2)).statusCode()).isEqualTo(200);
    assertThat(workspace.get(PATH)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 501", "NOT_FOUND, 404"})
  void aWorkspaceNeedNotOfferIt(Multipart kind, int status) throws IOException {
    use(kind);
    String target = FILES + RAW + "?action=initiate-upload";
    assertThat(client.call("POST", target).statusCode()).isEqualTo(status);
    assertThat(client.call("POST", FS + "create-upload-part-urls").statusCode()).isEqualTo(status);
  }

  @Test
  void theCloudStorageMustNotSeeTheToken() throws IOException {
    String token = initiate("multipart_upload");
    JsonNode address = partAddresses(token, 1).get(0);
    HttpResponse<byte[]> refused =
        sendTo(
            address,
            at(address)
                .header("Authorization", "Bearer " + workspace.token())
                .PUT(BodyPublishers.ofByteArray(bytes(10))));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(workspace.takeViolations())
        .containsExactly("the cloud storage was shown the header Authorization");
    assertThat(workspace.storageRequests().all().get(0).authorized()).isTrue();
  }

  @Test
  void aSignedAddressIsGoodForWhatWasSigned() throws IOException {
    String token = initiate("multipart_upload");
    JsonNode address = partAddresses(token, 2).get(0);
    HttpRequest.Builder bare = at(address).PUT(BodyPublishers.ofByteArray(bytes(10)));
    assertThat(client.send(bare).statusCode()).isEqualTo(403);
    String other = address.path("url").asText().replace("/1?", "/2?");
    HttpRequest.Builder moved = client.unsigned(other).PUT(BodyPublishers.ofByteArray(bytes(10)));
    assertThat(sendTo(address, moved).statusCode()).isEqualTo(403);
    HttpRequest.Builder chunked =
        at(address).PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(10))));
    assertThat(sendTo(address, chunked).statusCode()).isEqualTo(501);
    assertThat(workspace.takeViolations()).hasSize(3);
  }

  @Test
  void aSignedAddressGrowsOld() throws IOException {
    String token = initiate("multipart_upload");
    ObjectNode asked =
        step(token)
            .put("start_part_number", 1)
            .put("count", 1)
            .put("expire_time", Instant.now().minusSeconds(1).toString());
    JsonNode old = post("create-upload-part-urls", asked).path("upload_part_urls").get(0);
    HttpResponse<byte[]> refused = sendTo(old, at(old).PUT(BodyPublishers.ofByteArray(bytes(10))));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(new String(refused.body(), UTF_8))
        .contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    assertThat(header(refused, "Content-Type")).isEqualTo("application/xml");
  }

  @Test
  void faultsHappenInTheCloudStorageToo() throws IOException {
    Faults faults = workspace.faults();
    faults.add(FaultRule.onStorage("PUT", "/parts/*/1", Fault.urlExpired(true)).nth(1));
    faults.add(FaultRule.onStorage("PUT", "/parts/*/1", Fault.status(503)).nth(1));
    faults.add(FaultRule.onStorage("PUT", "/parts/*/1", Fault.status(500).afterEffect()).nth(1));
    String token = initiate("multipart_upload");
    JsonNode address = partAddresses(token, 1).get(0);
    String texts = "";
    for (int i = 0; i < 4; i++) {
      HttpResponse<byte[]> put =
          sendTo(address, at(address).PUT(BodyPublishers.ofByteArray(bytes(10))));
      texts += put.statusCode() + new String(put.body(), UTF_8).replaceAll("(?s).*<Code>|<.*", " ");
    }
    assertThat(texts).isEqualTo("403 AuthenticationFailed 503 SlowDown 500 InternalError 200");
  }

  private JsonNode resumable(String token) throws IOException {
    ObjectNode asked = Json.object().put("path", PATH).put("session_token", token);
    return post("create-resumable-upload-url", asked).path("resumable_upload_url");
  }

  private HttpResponse<byte[]> chunk(JsonNode address, String range, int from, int to)
      throws IOException {
    byte[] body = Arrays.copyOfRange(BYTES, from, to);
    return sendTo(
        address,
        at(address)
            .header("Content-Range", "bytes " + range)
            .PUT(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void aResumableUploadGoesOnWhereItStopped() throws IOException {
    use(Multipart.RESUMABLE);
    int block = 256 * 1024;
    String token = initiate("resumable_upload");
    JsonNode address = resumable(token);
    HttpResponse<byte[]> nothing = chunk(address, "*/1000000", 0, 0);
    assertThat(nothing.statusCode()).isEqualTo(308);
    assertThat(header(nothing, "Range")).isEqualTo("(none)");
    HttpResponse<byte[]> first = chunk(address, "0-" + (block - 1) + "/1000000", 0, block);
    assertThat(first.statusCode()).isEqualTo(308);
    assertThat(header(first, "Range")).isEqualTo("bytes=0-262143");
    workspace
        .faults()
        .add(FaultRule.onStorage("PUT", "**", Fault.status(503).afterEffect()).first(1));
    String second = block + "-" + (2 * block - 1) + "/*";
    assertThat(chunk(address, second, block, 2 * block).statusCode()).isEqualTo(503);
    assertThat(header(chunk(address, "*/*", 0, 0), "Range")).isEqualTo("bytes=0-524287");
    assertThat(chunk(address, second, block, 2 * block).statusCode()).isEqualTo(308);
    assertThat(workspace.exists(PATH)).isFalse();
    HttpResponse<byte[]> last = chunk(address, 2 * block + "-999999/1000000", 2 * block, 1_000_000);
    assertThat(last.statusCode()).isEqualTo(200);
    assertThat(workspace.get(PATH)).isEqualTo(BYTES);
    assertThat(chunk(address, "*/1000000", 0, 0).statusCode()).isEqualTo(200);
  }

  @Test
  void whatCameOfABrokenChunkStaysInBlocks() throws IOException {
    use(Multipart.RESUMABLE);
    JsonNode address = resumable(initiate("resumable_upload"));
    try (RawClient raw = new RawClient(workspace.storageUrl())) {
      String target = address.path("url").asText().substring(workspace.storageUrl().length());
      JsonNode header = address.path("headers").get(0);
      raw.send(
              "PUT "
                  + target
                  + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n"
                  + header.path("name").asText()
                  + ": "
                  + header.path("value").asText()
                  + "\r\nContent-Range: bytes 0-999999/1000000\r\n\r\n")
          .send(new String(BYTES, 0, 600_000, ISO_8859_1))
          .end();
      assertThat(raw.rest()).isEmpty();
    }
    assertThat(header(chunk(address, "*/1000000", 0, 0), "Range")).isEqualTo("bytes=0-524287");
    assertThat(chunk(address, "524288-999999/1000000", 524_288, 1_000_000).statusCode())
        .isEqualTo(200);
    assertThat(workspace.get(PATH)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-99/1000000", "300000-562143/1000000", "0-9/5", "x"})
  void chunksMustFit(String range) throws IOException {
    use(Multipart.RESUMABLE);
    JsonNode address = resumable(initiate("resumable_upload"));
    assertThat(chunk(address, range, 0, 100).statusCode()).isEqualTo(400);
    assertThat(workspace.takeViolations()).hasSize(1);
  }

  @Test
  void aResumableUploadDoesNotReplaceWhatCameMeanwhile() throws IOException {
    use(Multipart.RESUMABLE);
    JsonNode address = resumable(initiate("resumable_upload"));
    workspace.put(PATH, bytes(5));
    assertThat(chunk(address, "0-999/1000", 0, 1000).statusCode()).isEqualTo(412);
    assertThat(workspace.get(PATH)).isEqualTo(bytes(5));
  }

  @Test
  void anEmptyFileIsUploadedToo() throws IOException {
    use(Multipart.RESUMABLE);
    JsonNode address = resumable(initiate("resumable_upload"));
    assertThat(chunk(address, "*/0", 0, 0).statusCode()).isEqualTo(200);
    assertThat(workspace.get(PATH)).isEmpty();
  }

  @Test
  void aSignedDownloadGivesRanges() throws IOException {
    workspace.put(PATH, BYTES);
    String end = Instant.now().plusSeconds(60).toString();
    HttpResponse<byte[]> given =
        client.call(
            "POST",
            FS + "create-download-url?path=" + encoded(PATH) + "&expire_time=" + encoded(end));
    JsonNode address = json(given);
    HttpResponse<byte[]> part = sendTo(address, at(address).header("Range", "bytes=1000-1999"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, 2000));
    assertThat(sendTo(address, at(address)).body()).isEqualTo(BYTES);
  }
}
