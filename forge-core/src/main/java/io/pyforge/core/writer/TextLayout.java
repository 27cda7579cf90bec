package io.pyforge.core.writer;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.result.Notice;
import java.util.List;

/** How a format lays out one table as UTF-8 text. */
public interface TextLayout {
  /** Things this format does to cells that are counted. */
  int countedKinds();

  /** What comes before the rows. */
  byte[] head(CellCounts counts);

  /** What comes between head and rows, when there are rows. */
  default byte[] first() {
    return new byte[0];
  }

  /** What comes between two blocks of rows. */
  default byte[] between() {
    return new byte[0];
  }

  /**
   * What comes after the rows.
   *
   * @param empty whether there were none
   */
  default byte[] tail(boolean empty) {
    return new byte[0];
  }

  /** A new printer, for one thread. */
  RowPrinter newPrinter();

  /** What the user should know about the cells counted. */
  List<Notice> notices(CellCounts counts);

  /** Prints the rows of batches. */
  interface RowPrinter {
    /** Appends all rows of a batch to {@code out}, and counts what it did to cells. */
    void print(RecordBatch batch, OutputBuffer out, CellCounts counts);
  }
}
