/**
 * The pyforge command. {@link io.pyforge.cli.Main} is the process; {@link io.pyforge.cli.PyForge}
 * turns arguments into one command's run and an exit status.
 */
@NullMarked
package io.pyforge.cli;

import org.jspecify.annotations.NullMarked;
