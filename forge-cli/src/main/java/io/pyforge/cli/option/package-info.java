/**
 * Options shared by commands, and those that readers, writers, storages and engines declare; see
 * {@link io.pyforge.cli.option.PartOptions}.
 */
@NullMarked
package io.pyforge.cli.option;

import org.jspecify.annotations.NullMarked;
