package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.iam.MeRequest;
import io.pyforge.core.Forge;
import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.report.BulkResult;
import io.pyforge.databricks.DatabricksExtension;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program with a client of its own, as a notebook has one. */
class OwnClientTest {
  private static final String IN = "/Volumes/main/raw/in";

  @TempDir private Path home;

  @Test
  void callersClientIsUsedAndStaysUsable() throws IOException {
    byte[] sales = Files.readAllBytes(Path.of("..", "samples", "input", "csv", "sales.csv"));
    try (TestWorkspace workspace = TestWorkspace.start()) {
      workspace.makeVolume("main", "raw", "in");
      workspace.put(IN + "/many/a.csv", sales);
      workspace.put(IN + "/many/b.csv", sales);
      WorkspaceClient client =
          new WorkspaceClient(
              new DatabricksConfig().setHost(workspace.url()).setToken(workspace.token()));
      // Variables for another workspace have no say.
      HostEnvironment host =
          new HostEnvironment(
              Map.of("DATABRICKS_HOST", "https://elsewhere.invalid", "DATABRICKS_TOKEN", "other"),
              Map.of("user.home", home.toString()));
      try (Forge forge = Forge.create(host, new DatabricksExtension(client))) {
        ConversionResult result = forge.convert(IN + "/many/a.csv", IN + "/a.parquet");
        assertThat(result.rowCount()).isEqualTo(12);
        assertThat(result.environment())
            .containsEntry("volume_route", "files-api")
            .containsEntry("workspace", workspace.url());
        assertThat(forge.info(IN + "/a.parquet").tables().get(0).schema().fields()).hasSize(8);
        BulkResult all =
            forge.convertAll(BulkRequest.of(IN + "/many").withOutput(IN + "/out").withJobs(2));
        assertThat(all.converted()).isEqualTo(2);
        assertThat(all.failures()).isEmpty();
      }
      assertThat(workspace.get(IN + "/out/a.parquet")).isEqualTo(workspace.get(IN + "/a.parquet"));
      assertThat(workspace.exists(IN + "/out/b.parquet")).isTrue();
      assertThat(client.currentUser().me(new MeRequest()).getUserName())
          .isEqualTo("tester@example.com");
    }
  }
}
