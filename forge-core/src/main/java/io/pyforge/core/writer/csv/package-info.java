/**
 * Delimited text going out. {@link io.pyforge.core.writer.csv.CsvWriter} is the one public type:
 * batches enter, lines leave.
 */
@NullMarked
package io.pyforge.core.writer.csv;

import org.jspecify.annotations.NullMarked;
