/**
 * JSON going out: {@link io.pyforge.core.writer.json.JsonWriter} writes an array of objects, or an
 * object a line. Batches enter, objects leave.
 */
@NullMarked
package io.pyforge.core.writer.json;

import org.jspecify.annotations.NullMarked;
