package io.pyforge.databricks.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.transfer.TransferSizes;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class VolumeRoutesTest {
  @TempDir private Path folder;

  private VolumeRoutes routes(HostEnvironment host, Optional<Long> partBytes) {
    DatabricksSettings settings =
        new DatabricksSettings(
            Optional.of("https://settings.test"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Long.MAX_VALUE,
            partBytes);
    return new VolumeRoutes(
        host,
        settings,
        RuntimeEnvironment.detect(host, path -> false),
        () -> false,
        folder.resolve("no-mount"),
        prefix -> Files.createTempDirectory(folder, prefix),
        "1.0.0",
        null);
  }

  private static OptionValues options(String... pairs) {
    Map<String, String> values = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return OptionValues.of(values);
  }

  @Test
  void oneWorkspaceServesAllWhoSignInAlike() throws IOException {
    try (TestWorkspace server = TestWorkspace.start();
        VolumeRoutes routes = routes(TestClients.environment(), Optional.empty())) {
      server.makeVolume("main", "raw", "in");
      server.put("/Volumes/main/raw/in/a", "abc".getBytes(UTF_8));
      OptionValues one = options("workspace-url", server.url(), "token", server.token());
      Workspace workspace = routes.workspace(one);
      assertThat(routes.workspace(one)).isSameAs(workspace);
      assertThat(routes.workspace(options("workspace-url", server.url(), "token", "other")))
          .isNotSameAs(workspace);
      VolumeStorage storage =
          new VolumeStorage(
              new VolumeLocations(StorageFixture.NO_SETTINGS, false),
              routes,
              StorageFixture.NO_SETTINGS);
      assertThat(storage.with(one).source("/Volumes/main/raw/in/a").openStream().readAllBytes())
          .isEqualTo("abc".getBytes(UTF_8));
    }
  }

  @Test
  void whatWasMadeIsClosedWithTheRoutes() throws IOException {
    try (TestWorkspace server = TestWorkspace.start()) {
      Workspace made;
      try (VolumeRoutes routes = routes(TestClients.environment(), Optional.empty())) {
        made = routes.workspace(options("workspace-url", server.url(), "token", server.token()));
      }
      VolumePath path = VolumePath.of("/Volumes/main/raw/in/a");
      assertThatThrownBy(() -> made.files().stat(path)).isInstanceOf(IllegalStateException.class);
      assertThat(server.requests().count()).isZero();
    }
  }

  @Test
  void optionsWinOverTheEnvironmentAndThatOverTheSettings() {
    HostEnvironment env =
        TestClients.environment("DATABRICKS_HOST", "https://env.test", "DATABRICKS_TOKEN", "e");
    try (VolumeRoutes routes = routes(env, Optional.empty())) {
      assertThat(routes.choices(options("workspace-url", "https://o.test")).host())
          .contains("https://o.test");
      assertThat(routes.choices(OptionValues.none()).host()).contains("https://env.test");
    }
    try (VolumeRoutes routes = routes(TestClients.environment(), Optional.empty())) {
      assertThat(routes.choices(OptionValues.none()).host()).contains("https://settings.test");
    }
  }

  @Test
  void aTokenOnTheCommandLineIsWarnedOfOnceAndNotShown() {
    Logger logger = (Logger) LoggerFactory.getLogger(VolumeRoutes.class);
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    logger.addAppender(heard);
    logger.setLevel(Level.WARN);
    try (VolumeRoutes routes = routes(TestClients.environment(), Optional.empty())) {
      routes.choices(OptionValues.none());
      assertThat(heard.list).isEmpty();
      routes.choices(options("token", "dapi-hush"));
      routes.choices(options("token", "dapi-hush"));
    } finally {
      logger.setLevel(null);
      logger.detachAppender(heard);
    }
    assertThat(heard.list).hasSize(1);
    assertThat(heard.list.get(0).getFormattedMessage())
        .contains("can be seen by everybody")
        .doesNotContain("dapi-hush");
  }

  @Test
  void partsAreAsLargeAsTheSettingsSay() {
    long mib = 1 << 20;
    assertThat(routes(TestClients.environment(), Optional.empty()).sizes())
        .isEqualTo(TransferSizes.USUAL);
    assertThat(routes(TestClients.environment(), Optional.of(4 * mib)).sizes())
        .isEqualTo(new TransferSizes(64 * mib, 4 * mib));
    assertThat(routes(TestClients.environment(), Optional.of(100 * mib)).sizes())
        .isEqualTo(new TransferSizes(100 * mib, 100 * mib));
  }
}
