package io.pyforge.databricks.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A {@link TestWorkspace} as a process of its own, until its standard input ends.
 *
 * <p>After {@code mvn -o package -DskipTests -pl forge-databricks -am}, from the project's folder:
 *
 * <pre>{@code
 * java -cp "forge-databricks/target/test-classes:forge-databricks/target/plugin/*" \
 *     io.pyforge.databricks.server.TestWorkspaceProcess --port 8080 --latency-ms 50
 * }</pre>
 *
 * <p>It writes one line of JSON, {@code {"url":"http://127.0.0.1:8080","storage_url":"...","token":
 * "...","volumes":["/Volumes/main/default/files"]}}, and {@code GET <url>/__test/totals} gives
 * requests, bytes, the most requests in flight and the violations so far, of the workspace and of
 * its cloud storage. It ends with 0, or with 1 if there were violations, which go to standard
 * error.
 *
 * <ul>
 *   <li>{@code --port N}: 0 or nothing for any that is free
 *   <li>{@code --latency-ms N}: before each request
 *   <li>{@code --rate-bytes-per-second N}: of each connection and direction
 *   <li>{@code --page-size N}: of listings
 *   <li>{@code --folder PATH}: where files' bytes lie
 *   <li>{@code --smallest-part-bytes N}: of uploads in parts; 5 MiB without
 *   <li>{@code --token TEXT}: what is accepted
 *   <li>{@code --multipart none|not_found|parts|parts_azure|resumable}
 *   <li>{@code --volume C.S.V}: makes a volume, may be repeated; main.default.files without one
 *   <li>{@code --put PATH=FILE}: puts a local file into a volume named before, may be repeated
 * </ul>
 */
public final class TestWorkspaceProcess {
  private record Put(String path, Path file) {}

  private Settings settings = Settings.usual();
  private final List<String> volumes = new ArrayList<>();
  private final List<Put> puts = new ArrayList<>();

  private TestWorkspaceProcess() {}

  /** Serves until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    TestWorkspaceProcess process = new TestWorkspaceProcess();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      process.take(arguments[i], arguments[i + 1]);
    }
    try (TestWorkspace workspace = TestWorkspace.start(process.settings)) {
      process.serve(workspace);
    } catch (AssertionError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void take(String option, String value) {
    switch (option) {
      case "--port" -> settings = settings.withPort(Integer.parseInt(value));
      case "--latency-ms" ->
          settings = settings.withLatency(Duration.ofMillis(Long.parseLong(value)));
      case "--rate-bytes-per-second" ->
          settings = settings.withBytesPerSecond(Long.parseLong(value));
      case "--page-size" -> settings = settings.withPageSize(Integer.parseInt(value));
      case "--folder" -> settings = settings.withFolder(Path.of(value));
      case "--smallest-part-bytes" ->
          settings = settings.withSizes(settings.largestPutBytes(), Long.parseLong(value));
      case "--token" -> settings = settings.withToken(value);
      case "--multipart" ->
          settings = settings.withMultipart(Multipart.valueOf(value.toUpperCase(Locale.ROOT)));
      case "--volume" -> volumes.add(value);
      case "--put" -> {
        int equals = value.lastIndexOf('=');
        puts.add(new Put(value.substring(0, equals), Path.of(value.substring(equals + 1))));
      }
      default -> throw new IllegalArgumentException(option + " is not known");
    }
  }

  private void serve(TestWorkspace workspace) throws IOException {
    ObjectNode line = Json.object();
    line.put("url", workspace.url());
    line.put("storage_url", workspace.storageUrl());
    line.put("token", workspace.token());
    var made = line.putArray("volumes");
    for (String volume : volumes.isEmpty() ? List.of("main.default.files") : volumes) {
      String[] parts = volume.split("\\.", 3);
      workspace.makeVolume(parts[0], parts[1], parts[2]);
      made.add("/Volumes/" + String.join("/", parts));
    }
    for (Put put : puts) {
      try (InputStream bytes = Files.newInputStream(put.file())) {
        workspace.put(put.path(), bytes);
      }
    }
    System.out.println(Json.text(line));
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
