package io.pyforge.spi.result;

/**
 * Something the user should know that did not stop the work: a widened type, padded rows.
 *
 * @param code a stable slug, such as {@code type-widened}
 * @param message one sentence with names and numbers
 * @since 1
 */
public record Notice(String code, String message) {}
