/**
 * Volumes as places for inputs and outputs. A location enters, a source or a target of the
 * contracts leaves; bytes go by the calls of {@link io.pyforge.databricks.client}, or by the mount
 * of a cluster. Start reading at {@link io.pyforge.databricks.storage.VolumeStorage}.
 */
@NullMarked
package io.pyforge.databricks.storage;

import org.jspecify.annotations.NullMarked;
