package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Notices that somebody else wrote an input while it was read, which no reader can tell from an
 * input that simply ends there.
 */
final class InputChange {
  private static final String CODE = "input-changed";

  private final InputSource source;
  private final SourceStat before;

  private InputChange(InputSource source, SourceStat before) {
    this.source = source;
    this.before = before;
  }

  /** To be called before the first byte is read. */
  static InputChange watch(InputSource source) throws IOException {
    return new InputChange(source, source.stat());
  }

  /**
   * To be called when everything was read and nothing was published.
   *
   * @return a notice when the input grew or was written: what was read of it may be all that
   *     counts, as in a log
   * @throws ForgeException INPUT if it is shorter than it was: rows are missing for certain
   */
  List<Notice> check() throws IOException {
    if (before.sizeBytes() <= 0) {
      return List.of(); // a pipe or device, whose time changes with every write into it
    }
    SourceStat after = source.stat();
    if (after.sizeBytes() < before.sizeBytes()) {
      throw new ForgeException(
          ErrorKind.INPUT,
          CODE,
          source.location()
              + " was changed while it was read: it had "
              + before.sizeBytes()
              + " bytes, and now has "
              + after.sizeBytes(),
          "run again when nothing writes to it");
    }
    boolean grew = after.sizeBytes() > before.sizeBytes();
    if (!grew
        && !differs(before.modified(), after.modified())
        && !differs(before.etag(), after.etag())) {
      return List.of();
    }
    return List.of(
        new Notice(
            CODE,
            source.location()
                + (grew
                    ? " grew while it was read: rows that came late may be missing, the last cut"
                        + " short"
                    : " was written while it was read: rows may be a mixture of old and new")));
  }

  private static <T> boolean differs(Optional<T> one, Optional<T> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}
