/**
 * Where this process runs, judged from environment variables and one folder: no network, no library
 * of Databricks. Start with {@link io.pyforge.databricks.environment.RuntimeEnvironment#detect}.
 */
@NullMarked
package io.pyforge.databricks.environment;

import org.jspecify.annotations.NullMarked;
