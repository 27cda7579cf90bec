/**
 * Files in Unity Catalog Volumes: their names. Start with {@link
 * io.pyforge.databricks.volume.VolumePath}.
 */
@NullMarked
package io.pyforge.databricks.volume;

import org.jspecify.annotations.NullMarked;
