package io.pyforge.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.Availability;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabricksExtensionTest {
  @TempDir private Path home;

  private DatabricksExtension started(Map<String, String> variables) {
    DatabricksExtension extension = new DatabricksExtension();
    HostEnvironment host =
        new HostEnvironment(variables, Map.of("user.home", home.toString()));
    extension.start(
        new ForgeContext() {
          @Override
          public HostEnvironment environment() {
            return host;
          }

          @Override
          public Optional<String> setting(String name) {
            return Optional.empty();
          }

          @Override
          public Path newTempFolder(String prefix) {
            throw new AssertionError("nothing is to be stored here");
          }

          @Override
          public ConversionResult convertLocally(ConversionRequest request) {
            throw new AssertionError("nothing is to be converted here");
          }
        });
    return extension;
  }

  @Test
  void isFoundByItsServiceFile() {
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
  void canAlwaysWorkBecauseASignInIsLookedForWhenOneIsNeeded() {
    Availability availability =
        new DatabricksExtension().availability(new HostEnvironment(Map.of(), Map.of()));
    assertThat(availability).isInstanceOf(Availability.Available.class);
  }

  @Test
  void bringsNothingBeforeItIsStarted() {
    DatabricksExtension extension = new DatabricksExtension();
    assertThat(extension.storages()).isEmpty();
    assertThat(extension.commands()).isEmpty();
    assertThat(extension.environmentFacts()).isEmpty();
  }

  @Test
  void bringsAStorageAndACommandAndNoFormat() {
    DatabricksExtension extension = started(Map.of());
    assertThat(extension.readers()).isEmpty();
    assertThat(extension.writers()).isEmpty();
    assertThat(extension.engines()).isEmpty();
    assertThat(extension.storages())
        .singleElement()
        .satisfies(
            storage -> {
              assertThat(storage.handles("/Volumes/main/raw/in/a.csv")).isTrue();
              assertThat(storage.handles("/data/a.csv")).isFalse();
              assertThat(storage.options())
                  .extracting(OptionSpec::name)
                  .containsExactly("workspace-url", "profile", "token", "verify");
            });
    assertThat(extension.commands())
        .singleElement()
        .extracting(CommandContribution::name)
        .isEqualTo("databricks");
    extension.close();
  }

  @Test
  void tellsThePlatformAndTheRuntime() {
    assertThat(started(Map.of()).environmentFacts()).isEqualTo(Map.of("platform", "local"));
    assertThat(started(Map.of("DATABRICKS_RUNTIME_VERSION", "client.4.9")).environmentFacts())
        .isEqualTo(Map.of("platform", "serverless", "runtime", "client.4.9"));
  }

  @Test
  void settingsFileWithATokenIsRefusedWithoutShowingIt() throws IOException {
    Files.createDirectories(home.resolve(".pyforge"));
    Files.writeString(home.resolve(".pyforge/databricks.yaml"), "token: dapi-secret\n");
    assertThatThrownBy(() -> started(Map.of()))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-config");
              assertThat(e.getMessage()).contains("line 1").doesNotContain("dapi-secret");
            });
  }
}
