package io.pyforge.databricks;

import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.extension.Availability;
import io.pyforge.spi.extension.ForgeExtension;

/**
 * Databricks as an extension. It says what it is and that this build cannot reach a workspace yet;
 * it reads, writes and runs nothing.
 */
public final class DatabricksExtension implements ForgeExtension {
  private static final int SPI_LEVEL = 1;

  @Override
  public String id() {
    return "databricks";
  }

  @Override
  public int spiLevel() {
    return SPI_LEVEL;
  }

  @Override
  public String description() {
    return "Databricks Unity Catalog and Spark integration";
  }

  @Override
  public String version() {
    String version = DatabricksExtension.class.getPackage().getImplementationVersion();
    return version == null ? "" : version; // classes outside a jar have none
  }

  @Override
  public Availability availability(HostEnvironment environment) {
    return new Availability.Unavailable(
        "this build cannot connect to Databricks yet; a later one will need a workspace host and"
            + " sign-in: DATABRICKS_HOST with DATABRICKS_TOKEN, or a profile in ~/.databrickscfg");
  }
}
