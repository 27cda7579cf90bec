/**
 * A Databricks workspace for tests, in this process or in one of its own: files, folders, volumes,
 * sign-in, uploads in parts to a cloud storage of its own, every request recorded, and faults on
 * demand. Start with {@link io.pyforge.databricks.server.TestWorkspace}.
 */
@NullMarked
package io.pyforge.databricks.server;

import org.jspecify.annotations.NullMarked;
