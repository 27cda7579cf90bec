/**
 * Text for people and pipes going out. {@link io.pyforge.core.writer.text.TextWriter} is the one
 * public type: batches enter, lines leave.
 */
@NullMarked
package io.pyforge.core.writer.text;

import org.jspecify.annotations.NullMarked;
