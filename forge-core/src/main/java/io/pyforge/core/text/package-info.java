/**
 * Text inputs as UTF-8, whatever their encoding. {@link io.pyforge.core.text.TextSource} gives the
 * stream, {@link io.pyforge.core.text.TextBlock} holds a piece of it while it is read.
 */
@NullMarked
package io.pyforge.core.text;

import org.jspecify.annotations.NullMarked;
