/**
 * Delimited text coming in. {@link io.pyforge.core.reader.csv.CsvReader} is the one public type:
 * bytes enter, typed batches leave.
 */
@NullMarked
package io.pyforge.core.reader.csv;

import org.jspecify.annotations.NullMarked;
