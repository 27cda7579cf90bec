package io.pyforge.databricks.server;

import static io.pyforge.databricks.server.PlainClient.DIRECTORIES;
import static io.pyforge.databricks.server.PlainClient.FILES;
import static io.pyforge.databricks.server.PlainClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * That the faults said to be survivable are so: a client that checks lengths and tries again gets
 * every byte right, and the workspace holds what was put.
 */
class RandomFaultsTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final int TRIES = 30;
  private static final int THREADS = 6;
  private static final int FILES_EACH = 40;

  private static byte[] bytes(int seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(300_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private interface Attempt<T> {
    /** Null for a failure. */
    T run() throws IOException;
  }

  private static <T> T persist(Attempt<T> attempt) {
    for (int i = 0; i < TRIES; i++) {
      try {
        T result = attempt.run();
        if (result != null) {
          return result;
        }
      } catch (IOException e) {
        // Once more.
      }
    }
    throw new AssertionError("failed " + TRIES + " times");
  }

  private static void transfers(PlainClient client, int thread) {
    for (int i = 0; i < FILES_EACH; i++) {
      String path = FILES + IN + "/f" + thread + "-" + i;
      byte[] bytes = bytes(thread * 1000 + i);
      persist(
          () -> {
            int status = client.call("PUT", path + "?overwrite=true", bytes).statusCode();
            return status == 204 ? Integer.valueOf(status) : null;
          });
      byte[] got =
          persist(
              () -> {
                HttpResponse<byte[]> answer = client.call("GET", path);
                boolean whole = answer.body().length == bytes.length;
                return answer.statusCode() == 200 && whole ? answer.body() : null;
              });
      assertThat(Arrays.equals(got, bytes)).isTrue();
    }
  }

  private static Set<String> names(PlainClient client) {
    Set<String> names = new TreeSet<>();
    String token = "";
    do {
      String query = token.isEmpty() ? "" : "?page_token=" + URLEncoder.encode(token, UTF_8);
      JsonNode page =
          persist(
              () -> {
                HttpResponse<byte[]> answer = client.call("GET", DIRECTORIES + IN + query);
                return answer.statusCode() == 200 ? json(answer) : null;
              });
      names.addAll(page.path("contents").findValuesAsText("name"));
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty());
    return names;
  }

  @Test
  void aClientThatChecksAndTriesAgainGetsEveryByteRight() throws Exception {
    Settings settings = Settings.usual().withPageSize(20).withLongestStall(Duration.ofMillis(100));
    try (TestWorkspace workspace = TestWorkspace.start(settings)) {
      workspace.makeVolume("main", "raw", "in");
      workspace.faults().randomly(0.2, 20260301);
      PlainClient client = new PlainClient(workspace);
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        done.add(pool.submit(() -> transfers(client, number)));
      }
      for (Future<?> future : done) {
        future.get();
      }
      pool.shutdown();
      assertThat(names(client)).hasSize(THREADS * FILES_EACH);
      for (int thread = 0; thread < THREADS; thread++) {
        for (int i = 0; i < FILES_EACH; i++) {
          byte[] stored = workspace.get(IN + "/f" + thread + "-" + i);
          assertThat(Arrays.equals(stored, bytes(thread * 1000 + i))).isTrue();
        }
      }
      Set<String> faults =
          workspace.requests().all().stream()
              .map(RecordedRequest::fault)
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      assertThat(faults).hasSizeGreaterThan(20);
      assertThat(workspace.requests().inFlight()).isZero();
      assertThat(workspace.violations()).isEmpty();
    }
  }
}
