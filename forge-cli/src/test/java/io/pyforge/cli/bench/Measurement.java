package io.pyforge.cli.bench;

/**
 * What one process took.
 *
 * @param wallSeconds from start to end, as its parent sees it
 * @param cpuSeconds user and system time; NaN where it cannot be measured
 * @param peakBytes most memory it ever held in RAM at a time; NaN where it cannot be measured
 */
record Measurement(double wallSeconds, double cpuSeconds, double peakBytes) {}
