/**
 * Types from text. {@link io.pyforge.core.infer.ColumnEvidence} gathers what the values of a column
 * look like and decides the narrowest type that holds all of them.
 */
@NullMarked
package io.pyforge.core.infer;

import org.jspecify.annotations.NullMarked;
