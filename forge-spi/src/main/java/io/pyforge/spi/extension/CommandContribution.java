package io.pyforge.spi.extension;

/**
 * A command that an extension adds to the command line.
 *
 * @param name the command's name; a built-in name is refused
 * @param command an object with picocli annotations; typed {@code Object} so that this module stays
 *     free of picocli
 * @since 1
 */
public record CommandContribution(String name, Object command) {}
