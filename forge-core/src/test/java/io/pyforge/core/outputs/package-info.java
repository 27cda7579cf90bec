/** Conversions from one format to any other, through the whole of the core. */
@NullMarked
package io.pyforge.core.outputs;

import org.jspecify.annotations.NullMarked;
