/**
 * Plug-ins. {@link io.pyforge.spi.extension.ForgeExtension} is the one service type; everything a
 * plug-in adds is reached from it.
 */
@NullMarked
package io.pyforge.spi.extension;

import org.jspecify.annotations.NullMarked;
