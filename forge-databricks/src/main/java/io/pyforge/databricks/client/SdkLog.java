package io.pyforge.databricks.client;

import com.databricks.sdk.core.logging.ILoggerFactory;
import com.databricks.sdk.core.logging.Logger;
import com.databricks.sdk.core.logging.LoggerFactory;
import java.util.Arrays;
import java.util.function.Supplier;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * Where the SDK writes its log: the same loggers as before, but without secrets. SDK 0.141.0 writes
 * down what a sign-in answers, the token included. It has to be in place before the classes of the
 * SDK that write are used for the first time.
 */
final class SdkLog implements ILoggerFactory {
  private static final SdkLog ONLY = new SdkLog();

  private SdkLog() {}

  /** Takes the SDK's log over; once more does no harm. */
  static void redact() {
    LoggerFactory.setDefault(ONLY);
  }

  @Override
  public Logger getLogger(Class<?> owner) {
    return getLogger(owner.getName());
  }

  @Override
  public Logger getLogger(String name) {
    return new Redacting(org.slf4j.LoggerFactory.getLogger(name));
  }

  private static final class Redacting extends Logger {
    private final org.slf4j.Logger log;

    Redacting(org.slf4j.Logger log) {
      this.log = log;
    }

    private void write(Level level, Supplier<String> message) {
      if (log.isEnabledForLevel(level)) {
        log.atLevel(level).log(Redaction.of(String.valueOf(message.get())));
      }
    }

    /** Exceptions among the arguments become their texts: their messages may hold anything. */
    private void write(Level level, String format, Object[] arguments) {
      write(
          level,
          () -> {
            Object[] texts = Arrays.stream(arguments).map(String::valueOf).toArray();
            return MessageFormatter.arrayFormat(format, texts).getMessage();
          });
    }

    @Override
    public void debug(String message) {
      write(Level.DEBUG, () -> message);
    }

    @Override
    public void debug(String format, Object... arguments) {
      write(Level.DEBUG, format, arguments);
    }

    @Override
    public void debug(Supplier<String> message) {
      write(Level.DEBUG, message);
    }

    @Override
    public void info(String message) {
      write(Level.INFO, () -> message);
    }

    @Override
    public void info(String format, Object... arguments) {
      write(Level.INFO, format, arguments);
    }

    @Override
    public void info(Supplier<String> message) {
      write(Level.INFO, message);
    }

    @Override
    public void warn(String message) {
      write(Level.WARN, () -> message);
    }

    @Override
    public void warn(String format, Object... arguments) {
      write(Level.WARN, format, arguments);
    }

    @Override
    public void warn(Supplier<String> message) {
      write(Level.WARN, message);
    }

    @Override
    public void error(String message) {
      write(Level.ERROR, () -> message);
    }

    @Override
    public void error(String format, Object... arguments) {
      write(Level.ERROR, format, arguments);
    }

    @Override
    public void error(Supplier<String> message) {
      write(Level.ERROR, message);
    }
  }
}
