/**
 * Formats coming in. A {@link io.pyforge.spi.reader.FormatReader} opens a source as a {@link
 * io.pyforge.spi.reader.TabularInput}, whose tables leave as record batches.
 */
@NullMarked
package io.pyforge.spi.reader;

import org.jspecify.annotations.NullMarked;
