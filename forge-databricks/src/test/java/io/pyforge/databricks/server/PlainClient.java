package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends what it is told, with the token of a workspace, and does nothing by itself. */
final class PlainClient {
  static final String FILES = "/api/2.0/fs/files";
  static final String DIRECTORIES = "/api/2.0/fs/directories";
  static final String VOLUMES = "/api/2.1/unity-catalog/volumes";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestWorkspace workspace;

  PlainClient(TestWorkspace workspace) {
    this.workspace = workspace;
  }

  /** A request with the token; {@code rawTarget} is path and query, encoded. */
  HttpRequest.Builder request(String rawTarget) {
    return unsigned(workspace.url() + rawTarget)
        .header("Authorization", "Bearer " + workspace.token());
  }

  HttpRequest.Builder unsigned(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  HttpResponse<byte[]> call(String method, String rawTarget) throws IOException {
    return send(request(rawTarget).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  HttpResponse<byte[]> call(String method, String rawTarget, byte[] body) throws IOException {
    return send(request(rawTarget).method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(none)");
  }
}
