package io.pyforge.core.reader.mdf;

import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.result.Notice;
import java.util.Optional;

/** Pages that were read although their protection says that they are damaged. */
final class PageDefects {
  private static final String CODE = "checksum-ignored";

  private long count;
  private int first;

  void add(int page) {
    if (count++ == 0) {
      first = page;
    }
  }

  /** Tells what there was. */
  void tell(String file, ScanLog log) {
    if (count > 0) {
      log.count(
          CODE,
          count,
          Integer.toString(first),
          file
              + ": pages with rows whose checksum or torn bits do not match were read all the"
              + " same: "
              + ScanLog.COUNT
              + ", the first is page "
              + ScanLog.FIRST);
    }
  }

  /** What there was while the catalog was read. */
  Optional<Notice> notice(String file) {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Notice(
                CODE,
                file
                    + ": pages of the catalog whose checksum or torn bits do not match were read"
                    + " all the same: "
                    + count
                    + ", the first is page "
                    + first));
  }
}
