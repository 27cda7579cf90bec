package io.pyforge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of ten thousand small files from volume to volume, and the same once more. */
@Tag("load")
class VolumeBatchLoadTest {
  private static final int FILES = 10_000;
  private static final int MOST_AT_A_TIME = 10;
  private static final String IN = "/Volumes/main/raw/in";
  private static final String OUT = "/Volumes/main/silver/out";

  @TempDir private Path home;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(100));
    workspace.makeVolume("main", "raw", "in");
    workspace.makeVolume("main", "silver", "out");
    for (int i = 0; i < FILES; i++) {
      workspace.put(IN + "/s" + i + ".csv", ("id,name\n" + i + ",n" + i + "\n").getBytes(UTF_8));
    }
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  @Test
  void secondRunWritesNothingAndNeverMoreThanTenRequestsRun() throws IOException {
    assertThat(summary()).startsWith("10,000 inputs: 10,000 converted");
    assertThat(workspace.requests().mostInFlight()).isBetween(2, MOST_AT_A_TIME);
    report("first");
    for (int i = 0; i < FILES; i++) {
      byte[] parquet = workspace.get(OUT + "/s" + i + ".parquet");
      assertThat(new String(parquet, UTF_8)).as("s%s", i).startsWith("PAR1").contains("n" + i);
    }

    workspace.requests().reset();
    assertThat(summary()).startsWith("10,000 inputs: 0 converted, 10,000 skipped, 0 failed");
    assertThat(workspace.requests().all())
        .isNotEmpty()
        .extracting(RecordedRequest::method)
        .containsOnly("GET", "HEAD");
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).isEmpty();
    assertThat(workspace.requests().mostInFlight()).isLessThanOrEqualTo(MOST_AT_A_TIME);
    report("second");
  }

  private String summary() {
    CommandLineRun run =
        CommandLineRun.with(
            home,
            Map.of("DATABRICKS_HOST", workspace.url(), "DATABRICKS_TOKEN", workspace.token()),
            "databricks",
            "batch-convert",
            IN,
            "-o",
            OUT,
            "--jobs",
            "4",
            "--resume");
    assertThat(run.status()).as(run.err()).isZero();
    return run.outLines().get(run.outLines().size() - 1);
  }

  private void report(String what) {
    System.out.printf(
        "%d files, %s run: %d requests, at most %d at a time%n",
        FILES, what, workspace.requests().count(), workspace.requests().mostInFlight());
  }
}
