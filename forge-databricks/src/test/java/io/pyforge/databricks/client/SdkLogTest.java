package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.databricks.sdk.core.logging.LoggerFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SdkLogTest {
  private final Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(SdkLogTest.class);
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    logger.addAppender(heard);
    logger.setLevel(Level.DEBUG);
    SdkLog.redact();
  }

  @AfterEach
  void listenNoMore() {
    logger.setLevel(null);
    logger.detachAppender(heard);
  }

  @Test
  void everyLineIsWrittenAtItsLevelWithoutSecrets() {
    com.databricks.sdk.core.logging.Logger sdk = LoggerFactory.getLogger(SdkLogTest.class);
    sdk.debug("{\"access_token\" : \"abc\"}");
    sdk.debug("{} is {}", "token=abc", 5);
    sdk.debug(() -> "Bearer abcdefgh1234");
    sdk.info("plain {}");
    sdk.info("sent {}", "https://s.test/x?sig=abc");
    sdk.info(() -> "token: abc");
    sdk.warn("password=abc");
    sdk.warn("failed: {}", new IllegalStateException("client_secret=abc"));
    sdk.warn(() -> "dapi0123456789abcdef");
    sdk.error("session_token=abc");
    sdk.error("{}, {}", 1, 2);
    sdk.error(() -> "no secret");
    assertThat(heard.list)
        .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
        .containsExactly(
            "DEBUG {\"access_token\" : \"***\"}",
            "DEBUG token=*** is 5",
            "DEBUG Bearer ***",
            "INFO plain {}",
            "INFO sent https://s.test/x?***",
            "INFO token: ***",
            "WARN password=***",
            "WARN failed: java.lang.IllegalStateException: client_secret=***",
            "WARN ***",
            "ERROR session_token=***",
            "ERROR 1, 2",
            "ERROR no secret");
  }

  @Test
  void whatNobodyReadsIsNotMade() {
    logger.setLevel(Level.WARN);
    List<String> made = new java.util.ArrayList<>();
    com.databricks.sdk.core.logging.Logger sdk =
        LoggerFactory.getLogger(SdkLogTest.class.getName());
    sdk.debug(
        () -> {
          made.add("made");
          return "text";
        });
    assertThat(made).isEmpty();
    assertThat(heard.list).isEmpty();
  }
}
