/**
 * Options as data. An {@link io.pyforge.spi.option.OptionSpec} declares one option of a reader,
 * writer, storage or engine; {@link io.pyforge.spi.option.OptionValues} carries what the user set,
 * keyed by those specs.
 */
@NullMarked
package io.pyforge.spi.option;

import org.jspecify.annotations.NullMarked;
