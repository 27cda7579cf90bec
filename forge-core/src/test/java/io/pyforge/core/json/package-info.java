/** Conversions of JSON, from the text to what other readers find in the output. */
@NullMarked
package io.pyforge.core.json;

import org.jspecify.annotations.NullMarked;
