package io.pyforge.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logging to standard error, set up in code because parsing XML would cost more than most
 * conversions. The level is that of {@code -v}, else {@code PYFORGE_LOG_LEVEL}, else {@code warn}.
 * Libraries never log below {@code warn}.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  /** The system property by which {@code -v} sets the level; it wins over the variable. */
  public static final String LEVEL_PROPERTY = "pyforge.log.level";

  private static final List<String> LIBRARIES =
      List.of("org.apache.hadoop", "org.apache.parquet", "com.healthmarketscience");

  /**
   * Whatever the SDK logs it throws as well; PDFBox logs a trace for each damage it passes over.
   */
  private static final List<String> SILENT =
      List.of("com.databricks.sdk", "org.apache.pdfbox", "org.apache.fontbox");

  /** Called by logback through its service file. */
  public LogConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(loggers);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{24}: %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(loggers);
    console.setName("stderr");
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    Level level = level(System.getProperty(LEVEL_PROPERTY), System.getenv("PYFORGE_LOG_LEVEL"));
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    loggers.getLogger("io.pyforge").setLevel(level);
    // Hadoop warns about its missing native library in every process, PDFBox and Jackcess about
    // what documents leave out, the Databricks SDK about each way to sign in that it tried; what
    // matters of it is in the notices of the conversion, or in its failure.
    if (level.isGreaterOrEqual(Level.INFO)) {
      LIBRARIES.forEach(library -> loggers.getLogger(library).setLevel(Level.ERROR));
      SILENT.forEach(library -> loggers.getLogger(library).setLevel(Level.OFF));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static Level level(@Nullable String property, @Nullable String variable) {
    return Level.toLevel(property, Level.toLevel(variable, Level.WARN));
  }
}
