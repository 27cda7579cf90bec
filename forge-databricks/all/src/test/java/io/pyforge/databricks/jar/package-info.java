/**
 * Tests of the jar itself. Each runs it in a JVM of its own, on the class path that a driver would
 * give it; {@link io.pyforge.databricks.jar.JarProcess} is that JVM, the classes whose names end in
 * {@code Program} run in it.
 */
@NullMarked
package io.pyforge.databricks.jar;

import org.jspecify.annotations.NullMarked;
