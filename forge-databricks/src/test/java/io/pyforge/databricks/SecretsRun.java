package io.pyforge.databricks;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.PartsApi;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.VirtualPauses;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultKind;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.transfer.CacheFolder;
import io.pyforge.databricks.transfer.Copied;
import io.pyforge.databricks.transfer.SmallParts;
import io.pyforge.databricks.transfer.TransferProgress;
import io.pyforge.databricks.transfer.TreeCopy;
import io.pyforge.databricks.transfer.Upload;
import io.pyforge.databricks.volume.VolumePath;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Makes every call there is, rightly and wrongly, with everything logged, and looks for secrets. It
 * runs behind a class loader of its own, where nobody has used the SDK or set up logging before.
 */
public final class SecretsRun {
  private static final VolumePath IN = VolumePath.of("/Volumes/main/raw/in");
  private static final int ROUNDS = 2;

  private final Path folder;
  private final Heard heard = new Heard();
  private final List<String> texts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private SecretsRun(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs.
   *
   * @param byToken whether to sign in with a token; else with the secret of a service principal
   * @return what is to be complained of
   */
  public static List<String> run(Path folder, String kind, boolean byToken) throws IOException {
    SecretsRun run = new SecretsRun(folder);
    run.listen();
    try {
      run.check(Multipart.valueOf(kind), byToken);
    } finally {
      run.listenNoMore();
    }
    return run.complaints;
  }

  /** Everything that is logged, in whatever way. */
  private static final class Heard extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Set<String> loggers = java.util.Collections.synchronizedSet(new TreeSet<>());
    private final Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            loggers.add(String.valueOf(line.getLoggerName()));
            lines.add(line.getMessage() + " " + text(line.getThrown()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    @Override
    protected void append(ILoggingEvent event) {
      loggers.add(event.getLoggerName());
      lines.add(
          event.getFormattedMessage()
              + " "
              + java.util.Arrays.deepToString(event.getArgumentArray())
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    private static String text(Throwable thrown) {
      if (thrown == null) {
        return "";
      }
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    }
  }

  private void listen() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    heard.setContext(root.getLoggerContext());
    heard.start();
    root.addAppender(heard);
    root.setLevel(Level.TRACE);
    java.util.logging.Logger other = LogManager.getLogManager().getLogger("");
    other.addHandler(heard.handler);
    other.setLevel(java.util.logging.Level.ALL);
  }

  private void listenNoMore() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.OFF);
    root.detachAppender(heard);
    java.util.logging.Logger other = LogManager.getLogManager().getLogger("");
    other.removeHandler(heard.handler);
    other.setLevel(java.util.logging.Level.INFO);
  }

  private interface Call {
    Object run() throws IOException;
  }

  /** Keeps what it gives, or how it fails, as a text. */
  private void tell(Call call) {
    try {
      texts.add(String.valueOf(call.run()));
    } catch (IOException | RuntimeException e) {
      texts.add(Heard.text(e));
    }
  }

  private void everyCall(TestWorkspace server, Workspace workspace, String name, Path cache)
      throws IOException {
    FilesApi files = workspace.files();
    VolumePath file = IN.child(name);
    VolumePath large = IN.child(name + " large");
    Path small = Files.write(folder.resolve("small"), SmallParts.bytes(1, 1000));
    Path big = Files.write(folder.resolve("big"), SmallParts.bytes(2, 3 * SmallParts.PART));
    Upload upload = new Upload(workspace, SmallParts.SIZES, TransferProgress.NONE);
    tell(() -> workspace);
    tell(workspace::signIn);
    tell(() -> workspace.signIn().host());
    tell(() -> workspace.signIn().kind());
    tell(() -> workspace.sdk().userName());
    tell(() -> workspace.sdk().volumes("main", "raw"));
    tell(() -> workspace.sdk().volume("main.raw.in"));
    tell(() -> workspace.sdk().volume("main.raw.none"));
    tell(
        () ->
            workspace.sdk().createVolume("main", "raw", "in", Optional.empty(), Optional.empty()));
    tell(() -> upload.run(small, file, true, true));
    tell(() -> upload.run(big, large, true, true));
    tell(() -> upload.run(small, file, false, false));
    tell(() -> files.stat(file));
    tell(() -> files.stat(IN.child("none")));
    tell(() -> files.list(IN));
    tell(() -> files.list(IN.child("none")));
    tell(
        () -> {
          Optional<PartsApi.Session> session = files.parts().begin(large, true);
          boolean ordered =
              session.filter(begun -> begun.kind() == PartsApi.Kind.IN_ORDER).isPresent();
          return session
              + " "
              + (ordered ? files.parts().orderedAddress(large, session.get()) : "");
        });
    TreeCopy.Choices choices = new TreeCopy.Choices(true, true, false, 2);
    try (TreeCopy copy =
        new TreeCopy(
            workspace,
            SmallParts.SIZES,
            choices,
            new CacheFolder(cache),
            TransferProgress.NONE,
            Files::createTempDirectory)) {
      RemoteEntry entry =
          new RemoteEntry(large, false, 3L * SmallParts.PART, Optional.empty(), Optional.empty());
      for (Copied copied :
          copy.run(
              List.of(
                  new TreeCopy.Item.Up(big, IN.child(name + " tree")),
                  new TreeCopy.Item.Down(entry, folder.resolve(name)),
                  new TreeCopy.Item.Across(entry, IN.child(name + " across"))),
              done -> {})) {
        texts.add(copied.toString());
        copied.failure().ifPresent(failure -> texts.add(Heard.text(failure)));
      }
    }
    tell(() -> files.deleteFile(file));
    tell(() -> files.deleteFolder(IN.child("none")));
  }

  private static String secretIn(List<String> secrets, String text) {
    for (String secret : secrets) {
      if (text.contains(secret) || text.contains(URLEncoder.encode(secret, UTF_8))) {
        return secret;
      }
    }
    return "";
  }

  private void check(Multipart kind, boolean byToken) throws IOException {
    try (TestWorkspace server =
        TestWorkspace.start(
            SmallParts.settings(kind).withLongestStall(Duration.ofMillis(50)).withPageSize(3))) {
      server.makeVolume("main", "raw", "in");
      Path cache = folder.resolve("cache");
      try (Workspace workspace =
          byToken
              ? TestClients.byToken(server)
              : TestClients.bySecret(server, new VirtualPauses())) {
        everyCall(server, workspace, "right", cache);
        server.faults().randomly(0.2, 7, EnumSet.allOf(FaultKind.class));
        for (int round = 0; round < ROUNDS; round++) {
          everyCall(server, workspace, "r" + round, cache);
        }
        // An upload that stays unfinished leaves its journal.
        server.faults().clear();
        server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).skipping(1));
        everyCall(server, workspace, "unfinished", cache);
        server.faults().clear();
        server.expireTokens();
        everyCall(server, workspace, "signed out", cache);
      }
      List<String> secrets = server.secrets();
      require(secrets.size() > 20, "there were only " + secrets.size() + " secrets");
      require(texts.size() > 100, "there were only " + texts.size() + " texts");
      for (String start : List.of("org.apache.http", "com.databricks.sdk")) {
        require(
            heard.loggers.stream().anyMatch(name -> name.startsWith(start)),
            "nothing was heard of " + start);
      }
      for (String text : texts) {
        lookAt(secrets, "text", text);
      }
      for (String line : heard.lines) {
        lookAt(secrets, "log", line);
      }
      checkFiles(cache, secrets);
    }
  }

  private void require(boolean right, String complaint) {
    if (!right) {
      complaints.add(complaint);
    }
  }

  private void lookAt(List<String> secrets, String what, String text) {
    String secret = secretIn(secrets, text);
    require(secret.isEmpty(), what + " has " + secret + ": " + text);
  }

  /** The token of an upload may be in its journal, and nothing else anywhere. */
  private void checkFiles(Path cache, List<String> secrets) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(cache)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    require(!files.isEmpty(), "no journal was left");
    List<String> others = secrets.stream().filter(secret -> !secret.startsWith("s+/=&")).toList();
    for (Path file : files) {
      String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      require(permissions.equals("rw-------"), file + " is " + permissions);
      boolean journal = file.getParent().endsWith("transfers");
      lookAt(journal ? others : secrets, file.toString(), Files.readString(file));
    }
  }
}
