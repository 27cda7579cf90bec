package io.pyforge.databricks.command;

import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.storage.VolumeLocations;
import io.pyforge.databricks.storage.VolumeRoutes;
import io.pyforge.spi.engine.HostEnvironment;

/** What the commands work with. */
public record Surroundings(
    HostEnvironment host,
    DatabricksSettings settings,
    RuntimeEnvironment runtime,
    VolumeLocations locations,
    VolumeRoutes routes) {}
