/**
 * Files of this machine, standard input, compression and private temporary files. {@link
 * io.pyforge.core.storage.LocalStorage} is the built-in {@link io.pyforge.spi.storage.Storage}.
 */
@NullMarked
package io.pyforge.core.storage;

import org.jspecify.annotations.NullMarked;
