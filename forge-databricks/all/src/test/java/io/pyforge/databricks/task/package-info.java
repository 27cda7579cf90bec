/** Tests of the main class of tasks, in this process. */
@NullMarked
package io.pyforge.databricks.task;

import org.jspecify.annotations.NullMarked;
