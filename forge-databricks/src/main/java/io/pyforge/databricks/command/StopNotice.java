package io.pyforge.databricks.command;

import java.io.PrintWriter;

/** Says, when the process is told to stop, that nothing of what was copied is lost. */
final class StopNotice implements AutoCloseable {
  private final Thread hook;

  StopNotice(PrintWriter err) {
    hook =
        new Thread(
            () -> {
              err.println("stopped; the same command goes on where this one was");
              err.flush();
            },
            "pyforge-stop-notice");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is being said
    }
  }
}
