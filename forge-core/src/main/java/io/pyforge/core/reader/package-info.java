/**
 * What readers of several formats share; each format has a package below. A {@link
 * io.pyforge.core.reader.PieceScan} gives the pieces of an input one after the other.
 */
@NullMarked
package io.pyforge.core.reader;

import org.jspecify.annotations.NullMarked;
