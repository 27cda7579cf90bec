/**
 * Records within records become tables. A reader of a nested format walks its records and tells
 * them as {@link io.pyforge.core.nested.RecordEvents}; the {@link io.pyforge.core.nested.Shape}
 * learnt from a sample says which places there are, a {@link io.pyforge.core.nested.RecordPlan}
 * which columns they become, and a {@link io.pyforge.core.nested.RecordAssembler} fills the
 * batches. Start reading at {@link io.pyforge.core.nested.NestedInput}.
 */
@NullMarked
package io.pyforge.core.nested;

import org.jspecify.annotations.NullMarked;
