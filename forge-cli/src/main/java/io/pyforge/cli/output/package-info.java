/**
 * What the user sees: texts for people, exit statuses, progress and logging. {@link
 * io.pyforge.cli.output.Terminal} is where everything is printed.
 */
@NullMarked
package io.pyforge.cli.output;

import org.jspecify.annotations.NullMarked;
