package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.result.Notice;

/**
 * A column as it is read.
 *
 * @param fixed whether the user gave the type; a value that does not fit is then an error, not a
 *     reason to widen
 * @param unseen whether no value was seen yet, so that the first one decides
 */
public record Column(String name, ColumnType type, boolean fixed, boolean unseen) {
  /** Tells that the column has another type than the first values suggested. */
  public Notice widenedTo(ColumnType wider) {
    return new Notice(
        "type-widened",
        "column "
            + name
            + " is "
            + wider.name()
            + (unseen
                ? "; the first rows hold no value for it"
                : " instead of " + type.name() + " as the first rows suggested"));
  }
}
