package io.pyforge.databricks.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pyforge.databricks.server.TestWorkspaceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Client and server in processes of their own. */
final class Processes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Processes() {}

  private static Process java(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Where a workspace is, and what opens it. */
  record Address(String url, String token) {}

  /**
   * How a client ended.
   *
   * @param state what became of the file; empty when the process was killed
   * @param mostKilobytes of memory
   */
  record Ended(String state, long millis, long mostKilobytes) {}

  /**
   * Copies a file in a process of its own.
   *
   * @param killAt percent of the file at which the process is killed without a warning; 101 for
   *     never
   */
  static Ended copy(
      Address server,
      String direction,
      Path file,
      String path,
      TransferSizes sizes,
      Path cache,
      int killAt)
      throws IOException, InterruptedException {
    Process process =
        java(
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=48m"),
            TransferProgram.class,
            List.of(
                direction,
                server.url(),
                server.token(),
                file.toString(),
                path,
                Long.toString(sizes.inParts()),
                Long.toString(sizes.part()),
                cache.toString()));
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.startsWith("at ") && Integer.parseInt(line.substring(3)) >= killAt) {
          process.destroyForcibly();
          process.waitFor();
          return new Ended("", -1, -1);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0 || lines.isEmpty()) {
      throw new IllegalStateException("the client ended with " + process.exitValue() + lines);
    }
    String[] last = lines.get(lines.size() - 1).split(" ");
    if (last.length != 3 || !last[0].equals("COPIED")) {
      throw new IllegalStateException(String.join("\n", lines));
    }
    return new Ended(last[0], Long.parseLong(last[1]), Long.parseLong(last[2]));
  }

  /** A workspace in a process of its own, with the volume {@code main.default.files}. */
  static final class Server implements AutoCloseable {
    private final Process process;
    private final Address address;

    private Server(Process process) throws IOException {
      this.process = process;
      BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      JsonNode line = JSON.readTree(out.readLine());
      address = new Address(line.path("url").asText(), line.path("token").asText());
    }

    Address address() {
      return address;
    }

    static Server start(String... options) throws IOException {
      return new Server(java(List.of("-Xmx256m"), TestWorkspaceProcess.class, List.of(options)));
    }

    /** What it was asked so far; each time it is asked for counts as well. */
    JsonNode totals() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address.url + "/__test/totals")).build();
      return JSON.readTree(
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }

    /** Bytes of bodies that went out of it, or into its storage. */
    long moved() throws IOException, InterruptedException {
      JsonNode totals = totals();
      return totals.path("workspace").path("sent_bytes").asLong()
          + totals.path("workspace").path("received_bytes").asLong()
          + totals.path("storage").path("received_bytes").asLong();
    }

    @Override
    public void close() throws IOException {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new AssertionError("the workspace has something to complain of");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
