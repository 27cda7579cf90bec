/**
 * Whole files between this machine and a volume: fast by several parts at a time, continued after
 * an interruption, checked at the end. A local file or the entry of a remote one enters; a complete
 * copy, or none, leaves. Start reading at {@link io.pyforge.databricks.transfer.Download} and
 * {@link io.pyforge.databricks.transfer.Upload}.
 */
@NullMarked
package io.pyforge.databricks.transfer;

import org.jspecify.annotations.NullMarked;
