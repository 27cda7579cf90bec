/**
 * The files of {@code samples/input}, converted and compared with {@code samples/expected}. {@link
 * io.pyforge.core.samples.SamplesContract} is the way in, one test class a format.
 */
@NullMarked
package io.pyforge.core.samples;

import org.jspecify.annotations.NullMarked;
