package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.ColumnType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column that is read.
 *
 * @param id its number in the catalog, by which partitions tell where it is stored
 * @param fixedBytes of a value that is in the fixed part of a record
 * @param codePage of its text, if it is text of one
 * @param output what its values become: that of its type, or text when that does not hold them all
 */
record TableColumn(
    int id,
    String name,
    SqlType type,
    int fixedBytes,
    int precision,
    int scale,
    boolean nullable,
    @Nullable CodePage codePage,
    ColumnType output) {
  /** Places of a second that microseconds do not hold. */
  private static final int TOO_FINE = 7;

  /** Whether there may be values that its output does not hold. */
  boolean mayBeInexact() {
    boolean scaled =
        type == SqlType.TIME || type == SqlType.DATETIME2 || type == SqlType.DATETIMEOFFSET;
    return scaled
        && !(output instanceof ColumnType.Text)
        && (scale == TOO_FINE || type.hasOffset());
  }

  /** The code page of a column of text that has one. */
  CodePage textCodePage() {
    return Objects.requireNonNull(codePage);
  }

  /** The same column with its values as text. */
  TableColumn asText() {
    return new TableColumn(
        id, name, type, fixedBytes, precision, scale, nullable, codePage, new ColumnType.Text());
  }
}
