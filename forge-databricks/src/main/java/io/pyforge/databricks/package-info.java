/**
 * The Databricks extension. It enters the application as {@link
 * io.pyforge.databricks.DatabricksExtension}, found through its service file.
 */
@NullMarked
package io.pyforge.databricks;

import org.jspecify.annotations.NullMarked;
