package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LogConfiguratorTest {
  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class))
        .anySatisfy(c -> assertThat(c).isInstanceOf(LogConfigurator.class));
  }

  @Test
  void verboseWinsOverTheVariableAndWarnIsTheDefault() {
    assertThat(LogConfigurator.level(null, null)).isEqualTo(Level.WARN);
    assertThat(LogConfigurator.level(null, "info")).isEqualTo(Level.INFO);
    assertThat(LogConfigurator.level("debug", "error")).isEqualTo(Level.DEBUG);
    assertThat(LogConfigurator.level(null, "nonsense")).isEqualTo(Level.WARN);
  }

  @Test
  void librariesStayQuietWhateverTheLevel() {
    LoggerContext loggers = new LoggerContext();
    new LogConfigurator().configure(loggers);
    assertThat(loggers.getLogger("org.apache.hadoop.util.NativeCodeLoader").isWarnEnabled())
        .isFalse();
    assertThat(loggers.getLogger("com.example.library").isInfoEnabled()).isFalse();
    assertThat(loggers.getLogger("io.pyforge.core").isErrorEnabled()).isTrue();
    loggers.stop();
  }
}
