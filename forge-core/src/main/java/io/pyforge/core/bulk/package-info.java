/**
 * Conversions of many inputs in one run. A {@link io.pyforge.core.bulk.BulkRequest} names inputs,
 * folders and patterns; an {@link io.pyforge.core.bulk.Arrangement} says which input goes where; a
 * {@link io.pyforge.core.bulk.BulkRun} converts them, several at a time, into one {@link
 * io.pyforge.core.report.BulkResult}. Locations are texts: nothing here takes an input or output
 * for a file of this machine. Start reading at {@link io.pyforge.core.bulk.BulkRun}.
 */
@NullMarked
package io.pyforge.core.bulk;

import org.jspecify.annotations.NullMarked;
