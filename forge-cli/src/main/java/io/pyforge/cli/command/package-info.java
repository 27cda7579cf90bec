/**
 * One class per verb. A command takes parsed options, builds a request, calls {@link
 * io.pyforge.core.Forge} and hands the answer to {@code cli.output}. Start with {@link
 * io.pyforge.cli.command.ConvertCommand}.
 */
@NullMarked
package io.pyforge.cli.command;

import org.jspecify.annotations.NullMarked;
