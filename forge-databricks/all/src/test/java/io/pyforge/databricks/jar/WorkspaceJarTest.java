package io.pyforge.databricks.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK in the jar talks to a workspace, whatever HTTP and JSON libraries come before it. */
class WorkspaceJarTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/api/2.0/preview/scim/v2/Me",
          "{\"id\":\"7\",\"userName\":\"ann@example.com\",\"active\":true}",
          "/api/2.0/fs/directories/Volumes/main/raw/in",
          "{\"contents\":[{\"path\":\"/Volumes/main/raw/in/a.csv\",\"name\":\"a.csv\","
              + "\"is_directory\":false,\"file_size\":42,\"last_modified\":1700000000000}]}");

  @TempDir Path folder;

  @Test
  void requestsAndAnswersPassBehindOldLibraries() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", WorkspaceJarTest::answer);
    server.start();
    try {
      JarProcess.Ended ended =
          new JarProcess(
                  folder,
                  ClassPaths.joined(
                      ClassPaths.oldLibraries(), ClassPaths.jar(), List.of(ClassPaths.programs())))
              .run(
                  WorkspaceProgram.class.getName(),
                  "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.out()).isEqualTo("user ann@example.com\nfile a.csv 42\n");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = ANSWERS.get(exchange.getRequestURI().getPath());
    boolean signedIn =
        "Bearer dapi-for-a-test".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] bytes = (body == null || !signedIn ? "{}" : body).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(body == null ? 404 : signedIn ? 200 : 401, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
