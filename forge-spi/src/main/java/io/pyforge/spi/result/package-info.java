/**
 * What a run tells its caller: immutable records that enter from an engine and leave through the
 * Java API or as JSON. Start with {@link io.pyforge.spi.result.ConversionResult}.
 */
@NullMarked
package io.pyforge.spi.result;

import org.jspecify.annotations.NullMarked;
