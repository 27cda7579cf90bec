/**
 * What the writers of several formats share. {@link io.pyforge.core.writer.TableFiles} is an output
 * of one file for each table, {@link io.pyforge.core.writer.TableFileNames} names those files;
 * {@link io.pyforge.core.writer.TextTable} is such a file when it is text, compressed or not, and
 * {@link io.pyforge.core.writer.CellPrinter} writes values as text. {@link
 * io.pyforge.core.writer.OutputBuffer} and {@link io.pyforge.core.writer.BlockCodec} are what
 * encoders build their blocks with.
 */
@NullMarked
package io.pyforge.core.writer;

import org.jspecify.annotations.NullMarked;
