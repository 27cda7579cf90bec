package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.TestWorkspace;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code -v} shows of requests. */
class RequestLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Exchange.class);
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    logger.addAppender(heard);
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void listenNoMore() {
    logger.setLevel(null);
    logger.detachAppender(heard);
  }

  @Test
  void everyAttemptIsLoggedWithItsAnswer() throws IOException {
    try (TestWorkspace server = TestWorkspace.start();
        HttpTransport transport = new HttpTransport("pyforge/test", TestClients.PATIENT)) {
      server.makeVolume("main", "raw", "in");
      server.put("/Volumes/main/raw/in/a.csv", new byte[] {1});
      server.faults().add(FaultRule.on("GET", "/api/**", Fault.status(503)).first(1));
      SignIn signIn =
          SignIn.of(
              TestClients.choices(server.url(), server.token()), () -> new SdkTransport(transport));
      Exchange exchange =
          new Exchange(transport, signIn, 1, new VirtualPauses(), new SplittableRandom(1));
      String url = server.url() + "/api/2.0/fs/files/Volumes/main/raw/in/a.csv";
      exchange.run(Call.of("GET", url), (answer, past) -> answer.text());
      assertThat(heard.list)
          .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
          .containsExactlyElementsOf(
              List.of("DEBUG GET " + url + ": 503", "DEBUG GET " + url + ": 200"));
    }
  }
}
