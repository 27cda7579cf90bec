package io.pyforge.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.extension.Availability;
import io.pyforge.spi.extension.ForgeExtension;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DatabricksExtensionTest {
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
    assertThat(extension.description()).isEqualTo("Databricks Unity Catalog and Spark integration");
    assertThat(extension.version()).isEmpty();
  }

  @Test
  void isUnavailableEvenWithCredentialsAndShowsNoneOfThem() {
    HostEnvironment signedIn =
        new HostEnvironment(
            Map.of("DATABRICKS_HOST", "https://host", "DATABRICKS_TOKEN", "dapi-secret"), Map.of());
    Availability availability = new DatabricksExtension().availability(signedIn);
    assertThat(availability)
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable ->
                assertThat(unavailable.why())
                    .contains("cannot connect")
                    .contains("DATABRICKS_HOST")
                    .contains("~/.databrickscfg")
                    .doesNotContain("dapi-secret"));
  }

  @Test
  void bringsNoPartsThatDoNothing() {
    DatabricksExtension extension = new DatabricksExtension();
    assertThat(extension.readers()).isEmpty();
    assertThat(extension.writers()).isEmpty();
    assertThat(extension.storages()).isEmpty();
    assertThat(extension.engines()).isEmpty();
    assertThat(extension.commands()).isEmpty();
  }
}
