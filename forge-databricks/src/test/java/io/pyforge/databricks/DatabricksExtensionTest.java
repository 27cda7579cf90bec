package io.pyforge.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.Availability;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabricksExtensionTest {
  @TempDir private Path folder;

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(ForgeExtension.class))
        .hasOnlyElementsOfType(DatabricksExtension.class)
        .hasSize(1);
  }

  @Test
  void saysWhoItIs() {
    DatabricksExtension extension = new DatabricksExtension();
    assertThat(extension.id()).isEqualTo("databricks");
    assertThat(extension.spiLevel()).isEqualTo(1);
    assertThat(extension.description()).isEqualTo("Databricks Unity Catalog integration");
    assertThat(extension.version()).isEmpty();
  }

  @Test
  void isAvailableEverywhereBecauseOptionsMaySignIn() {
    assertThat(new DatabricksExtension().availability(new HostEnvironment(Map.of(), Map.of())))
        .isEqualTo(new Availability.Available());
  }

  @Test
  void bringsNothingBeforeItIsStarted() {
    try (DatabricksExtension extension = new DatabricksExtension()) {
      assertThat(extension.storages()).isEmpty();
      assertThat(extension.commands()).isEmpty();
      assertThat(extension.environmentFacts()).isEmpty();
      assertThat(extension.engines()).isEmpty();
    }
  }

  @Test
  void bringsVolumesAndCommandsWithoutAskingAnybody() {
    try (DatabricksExtension extension = new DatabricksExtension()) {
      extension.start(
          new Context(
              new HostEnvironment(
                  Map.of("DATABRICKS_RUNTIME_VERSION", "16.4.x-scala2.13"),
                  Map.of("user.home", folder.toString()))));
      assertThat(extension.environmentFacts())
          .containsEntry("platform", "classic")
          .containsEntry("runtime", "16.4.x-scala2.13");
      assertThat(extension.storages())
          .singleElement()
          .satisfies(
              storage -> {
                assertThat(storage.handles("/Volumes/main/raw/in/a.csv")).isTrue();
                assertThat(storage.handles("dbfs:/Volumes/main/raw/in/a.csv")).isTrue();
                assertThat(storage.handles("volume:in/a.csv")).isTrue();
                assertThat(storage.handles("/data/a.csv")).isFalse();
                assertThat(storage.options())
                    .extracting(OptionSpec::name)
                    .containsExactly("workspace-url", "profile", "token", "verify");
              });
      assertThat(extension.commands())
          .singleElement()
          .satisfies(
              command -> {
                assertThat(command.name()).isEqualTo("databricks");
                assertThat(command.builtIns())
                    .containsOnly(
                        Map.entry("convert", "convert"), Map.entry("batch-convert", "convert"));
              })
          .isInstanceOf(CommandContribution.class);
    }
  }

  @Test
  void aTemporaryFolderThatIsMissingIsNamedWithItsSetting() throws IOException {
    Path missing = folder.resolve("missing");
    Path settings = Files.createDirectory(folder.resolve(".pyforge")).resolve("databricks.yaml");
    Files.writeString(settings, "temp_directory: " + missing + "\n");
    try (TestWorkspace workspace = TestWorkspace.start();
        DatabricksExtension extension = new DatabricksExtension()) {
      workspace.makeVolume("main", "raw", "in");
      extension.start(
          new Context(
              new HostEnvironment(
                  Map.of("DATABRICKS_HOST", workspace.url(), "DATABRICKS_TOKEN", workspace.token()),
                  Map.of("user.home", folder.toString()))));
      try (OutputTarget target =
          extension.storages().get(0).target("/Volumes/main/raw/in/a.parquet", false, false)) {
        assertThatThrownBy(() -> target.create(""))
            .isInstanceOfSatisfying(
                ForgeException.class,
                e -> {
                  assertThat(e.code()).isEqualTo("temp-dir-missing");
                  assertThat(e.problem()).startsWith(missing + ": ");
                  assertThat(e.remedy()).contains("temp_directory");
                });
      }
    }
    assertThat(missing).doesNotExist();
  }

  private final class Context implements ForgeContext {
    private final HostEnvironment host;

    Context(HostEnvironment host) {
      this.host = host;
    }

    @Override
    public HostEnvironment environment() {
      return host;
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }

    @Override
    public Path newTempFolder(String prefix) throws IOException {
      return Files.createTempDirectory(folder, prefix);
    }

    @Override
    public ConversionResult convertLocally(ConversionRequest request) {
      throw new UnsupportedOperationException();
    }
  }
}
