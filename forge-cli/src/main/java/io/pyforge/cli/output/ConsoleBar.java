package io.pyforge.cli.output;

import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar of bytes read, with the rows written beside it. */
final class ConsoleBar implements ProgressDisplay.Bar {
  private static final int WIDTH = 79;
  private static final long MEGABYTE = 1_000_000L;

  private final Terminal terminal;
  private final ProgressBar bar;

  /**
   * @param sizeBytes the end of the bar; below zero when it is not known
   */
  ConsoleBar(Terminal terminal, String name, long sizeBytes) {
    this.terminal = terminal;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(name.length() > 24 ? "..." + name.substring(name.length() - 21) : name)
            .setInitialMax(sizeBytes)
            .setUnit(" MB", MEGABYTE)
            .setStyle(terminal.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(
                new DelegatingProgressBarConsumer(
                    line -> {
                      terminal.err().print("\r" + line);
                      terminal.err().flush();
                    },
                    WIDTH))
            .build();
  }

  @Override
  public void update(long bytesRead, long rowsWritten) {
    if (bytesRead >= 0) {
      bar.stepTo(bytesRead);
    }
    bar.setExtraMessage(String.format(Locale.ROOT, " %,d rows", rowsWritten));
  }

  @Override
  public void close() {
    bar.close();
    terminal.err().print("\r" + " ".repeat(WIDTH) + "\r");
    terminal.err().flush();
  }
}
