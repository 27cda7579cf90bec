/**
 * What a user set once for all: {@code ~/.pyforge/databricks.yaml} and the environment variables
 * above it. Text enters, {@link io.pyforge.databricks.config.DatabricksSettings} leaves.
 */
@NullMarked
package io.pyforge.databricks.config;

import org.jspecify.annotations.NullMarked;
