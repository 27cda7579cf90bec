/**
 * Failures as users meet them. {@link io.pyforge.spi.error.ForgeException} is where to start: what
 * happened, what to do, and the exit status.
 */
@NullMarked
package io.pyforge.spi.error;

import org.jspecify.annotations.NullMarked;
