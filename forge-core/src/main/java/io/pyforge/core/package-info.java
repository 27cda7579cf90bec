/**
 * The engine room of PyForge, seen from Java. {@link io.pyforge.core.Forge} is where to start:
 * requests enter, results leave.
 */
@NullMarked
package io.pyforge.core;

import org.jspecify.annotations.NullMarked;
