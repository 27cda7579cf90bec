/**
 * The command line as a task of a cluster. {@link io.pyforge.databricks.task.Main} takes the words
 * of the {@code pyforge} command; it returns when they are done and throws when they failed.
 */
@NullMarked
package io.pyforge.databricks.task;

import org.jspecify.annotations.NullMarked;
