/**
 * Places where bytes live. A {@link io.pyforge.spi.storage.Storage} turns a location, a plain
 * string, into an input or into an {@link io.pyforge.spi.storage.OutputTarget} that publishes
 * complete outputs only.
 */
@NullMarked
package io.pyforge.spi.storage;

import org.jspecify.annotations.NullMarked;
