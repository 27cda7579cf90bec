/**
 * The files of {@code samples/input}, converted and compared with {@code samples/expected}. {@link
 * io.pyforge.core.samples.CsvSamplesTest} is the way in.
 */
@NullMarked
package io.pyforge.core.samples;

import org.jspecify.annotations.NullMarked;
