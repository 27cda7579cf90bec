/**
 * Tests for plug-in authors. Extend {@link io.pyforge.spi.testkit.FormatReaderContract} or {@link
 * io.pyforge.spi.testkit.FormatWriterContract} and the rules that every format keeps are run
 * against yours; {@link io.pyforge.spi.testkit.TestTables} makes the tables, and the {@code
 * Memory...} classes stand in for files.
 */
@NullMarked
package io.pyforge.spi.testkit;

import org.jspecify.annotations.NullMarked;
