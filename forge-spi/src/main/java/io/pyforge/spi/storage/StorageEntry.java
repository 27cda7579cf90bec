package io.pyforge.spi.storage;

import io.pyforge.spi.input.SourceStat;

/**
 * One object of a listing.
 *
 * @param location usable with {@link Storage#source}
 * @since 1
 */
public record StorageEntry(String location, boolean folder, SourceStat stat) {}
