package io.pyforge.databricks.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace in a process of its own. */
class TestWorkspaceProcessTest {
  private static final String DATA = "/api/2.0/fs/files/Volumes/main/raw/in/d/a%20b.csv";

  private final HttpClient http = HttpClient.newHttpClient();

  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TestWorkspaceProcess.class.getName());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }

  private static JsonNode firstLine(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return new ObjectMapper().readTree(lines.readLine());
  }

  private HttpResponse<String> get(String address, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void itServesUntilItsInputEnds(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
    Process process =
        start(
            "--volume",
            "main.raw.in",
            "--put",
            "/Volumes/main/raw/in/d/a b.csv=" + file,
            "--token",
            "secret-one",
            "--folder",
            folder.resolve("blobs").toString(),
            "--latency-ms",
            "1",
            "--multipart",
            "none",
            "--port",
            "0",
            "--page-size",
            "10",
            "--rate-bytes-per-second",
            "10000000");
    try {
      JsonNode line = firstLine(process);
      String url = line.path("url").asText();
      assertThat(line.path("token").asText()).isEqualTo("secret-one");
      assertThat(line.path("volumes").get(0).asText()).isEqualTo("/Volumes/main/raw/in");
      assertThat(get(url + DATA, "Authorization", "Bearer secret-one").body())
          .isEqualTo("a,b\n1,2\n");
      JsonNode totals = new ObjectMapper().readTree(get(url + "/__test/totals").body());
      assertThat(totals.path("workspace").path("sent_bytes").asInt()).isEqualTo(8);
      assertThat(totals.path("workspace").path("most_in_flight").asInt()).isEqualTo(1);
      assertThat(totals.path("violations")).isEmpty();
      process.getOutputStream().close();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itEndsWithOneAfterViolations() throws Exception {
    Process process = start();
    try {
      String url = firstLine(process).path("url").asText();
      assertThat(get(url + DATA).statusCode()).isEqualTo(401);
      process.getOutputStream().close();
      String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(errors).contains("Credential was not sent");
      assertThat(process.waitFor()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }
}
