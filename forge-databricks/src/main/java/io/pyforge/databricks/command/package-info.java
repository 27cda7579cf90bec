/**
 * The commands below {@code pyforge databricks}. Arguments enter, an exit status leaves; text or
 * one JSON document goes to standard output. Start reading at {@link
 * io.pyforge.databricks.command.DatabricksCommand}.
 */
@NullMarked
package io.pyforge.databricks.command;

import org.jspecify.annotations.NullMarked;
