/**
 * Whole conversions. A {@link io.pyforge.spi.engine.ConversionRequest} enters a {@link
 * io.pyforge.spi.engine.ConversionEngine}, a {@link io.pyforge.spi.result.ConversionResult} leaves.
 */
@NullMarked
package io.pyforge.spi.engine;

import org.jspecify.annotations.NullMarked;
