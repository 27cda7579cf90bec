/**
 * Delimited text through the public facade: files in, Parquet out, read back by DuckDB. Start at
 * {@link io.pyforge.core.csv.CsvConversionTest}.
 */
@org.jspecify.annotations.NullMarked
package io.pyforge.core.csv;
