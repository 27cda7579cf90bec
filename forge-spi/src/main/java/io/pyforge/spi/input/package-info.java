/**
 * Bytes coming in. An {@link io.pyforge.spi.input.InputSource} opens the same bytes as often as it
 * is asked; its {@link io.pyforge.spi.input.SourceHead} is what format detection looks at.
 */
@NullMarked
package io.pyforge.spi.input;

import org.jspecify.annotations.NullMarked;
