package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.FILES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * That the server is no brake. The limits are far below what it does (see the figures printed), so
 * that a busy machine does not fail the build.
 */
class SpeedTest {
  private static final String FILE = FILES + "/Volumes/main/raw/in/a.bin";
  private static final int SIZE = 256 * 1024 * 1024;

  private static String head(TestWorkspace workspace, String line, long length) {
    return line
        + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
        + workspace.token()
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static Socket connect(TestWorkspace workspace) throws IOException {
    int port = URI.create(workspace.url()).getPort();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Reads an answer's head, byte by byte. */
  private static String answer(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) input.read());
    }
    return head.toString();
  }

  private static void send(OutputStream output, String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void bytesPassQuicklyInBothDirections() throws IOException {
    try (TestWorkspace workspace = TestWorkspace.start();
        Socket socket = connect(workspace)) {
      workspace.makeVolume("main", "raw", "in");
      byte[] piece = new byte[1024 * 1024];
      long start = System.nanoTime();
      send(socket.getOutputStream(), head(workspace, "PUT " + FILE, SIZE));
      for (int sent = 0; sent < SIZE; sent += piece.length) {
        socket.getOutputStream().write(piece);
      }
      assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 204 ");
      final double up = megabytesPerSecond(start);
      start = System.nanoTime();
      send(socket.getOutputStream(), head(workspace, "GET " + FILE, 0));
      assertThat(answer(socket.getInputStream())).contains("Content-Length: " + SIZE + "\r\n");
      long got = 0;
      while (got < SIZE) {
        got += socket.getInputStream().read(piece);
      }
      double down = megabytesPerSecond(start);
      System.out.printf("test workspace: %.0f MB/s up, %.0f MB/s down%n", up, down);
      assertThat(up).isGreaterThan(60);
      assertThat(down).isGreaterThan(60);
    }
  }

  private static double megabytesPerSecond(long start) {
    return SIZE / 1e6 / ((System.nanoTime() - start) / 1e9);
  }

  @Test
  void smallRequestsPassQuickly() throws Exception {
    try (TestWorkspace workspace = TestWorkspace.start()) {
      workspace.makeVolume("main", "raw", "in");
      int threads = 8;
      int each = 1250;
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      long start = System.nanoTime();
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        done.add(
            pool.submit(
                () -> {
                  puts(workspace, number, each);
                  return null;
                }));
      }
      for (Future<?> future : done) {
        get(future);
      }
      pool.shutdown();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("test workspace: 10 000 small files in %d ms%n", time.toMillis());
      assertThat(workspace.paths()).hasSize(threads * each);
      assertThat(workspace.requests().count()).isEqualTo(threads * each);
      assertThat(workspace.requests().mostInFlight()).isBetween(1, threads);
      assertThat(time).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static void get(Future<?> future) throws InterruptedException, ExecutionException {
    future.get();
  }

  private static void puts(TestWorkspace workspace, int thread, int count) throws IOException {
    try (Socket socket = connect(workspace)) {
      for (int i = 0; i < count; i++) {
        send(
            socket.getOutputStream(),
            head(workspace, "PUT " + FILE + "-" + thread + "-" + i, 5) + "hello");
        assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 204 ");
      }
    }
  }
}
