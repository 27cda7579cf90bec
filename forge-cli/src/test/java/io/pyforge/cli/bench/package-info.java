/**
 * Measures the distribution against DuckDB, process by process. Start reading at {@link
 * io.pyforge.cli.bench.Benchmark}; {@code mvn -Pbench verify -pl forge-cli -am} runs it.
 */
package io.pyforge.cli.bench;
