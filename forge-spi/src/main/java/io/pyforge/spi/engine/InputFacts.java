package io.pyforge.spi.engine;

/**
 * What is known about an input before an engine is chosen.
 *
 * @param format the reader's format name
 * @param sizeBytes stored size, or -1 when unknown
 * @param storage the id of the storage that serves it: {@code local} for this machine
 * @since 1
 */
public record InputFacts(String format, long sizeBytes, String storage) {}
