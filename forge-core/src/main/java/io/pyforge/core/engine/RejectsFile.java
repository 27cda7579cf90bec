package io.pyforge.core.engine;

import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.storage.OutputTarget;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were set aside, as CSV with the columns {@code table, line, reason, content}.
 * Nothing is created until the first such row comes; it appears when the output does.
 */
final class RejectsFile implements Closeable {
  private final Supplier<OutputTarget> open;
  private @Nullable OutputTarget target;
  private @Nullable OutputStream out;
  private long rowCount;

  /**
   * @param open stages the file; called at most once
   */
  RejectsFile(Supplier<OutputTarget> open) {
    this.open = open;
  }

  void write(List<ScanLog.Reject> rejects) throws IOException {
    if (rejects.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    OutputStream stream = out;
    if (stream == null) {
      target = open.get();
      stream = target.create("");
      out = stream;
      text.append("table,line,reason,content\n");
    }
    for (ScanLog.Reject reject : rejects) {
      text.append(quoted(reject.table())).append(',');
      if (reject.line() > 0) {
        text.append(reject.line());
      }
      text.append(',').append(quoted(reject.reason())).append(',').append(quoted(reject.content()));
      text.append('\n');
      rowCount++;
    }
    stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  long rowCount() {
    return rowCount;
  }

  /** Completes the file, so that publishing it cannot fail for lack of space. */
  void finish() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  /** Makes the file visible; where it is, or empty when no row was set aside. */
  Optional<String> publish() {
    if (target == null) {
      return Optional.empty();
    }
    try {
      target.publish();
      return Optional.of(target.location());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (out != null) {
        out.close();
      }
    } finally {
      if (target != null) {
        target.close();
      }
    }
  }
}
