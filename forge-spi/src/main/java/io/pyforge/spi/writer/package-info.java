/**
 * Formats going out. A {@link io.pyforge.spi.writer.FormatWriter} opens a {@link
 * io.pyforge.spi.writer.TabularOutput}, whose sinks take record batches and leave complete files.
 */
@NullMarked
package io.pyforge.spi.writer;

import org.jspecify.annotations.NullMarked;
