package io.pyforge.databricks.client;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One workspace and who asks it: the calls for files, those of the SDK, and the threads that move
 * bytes. Making one reaches nothing; thread-safe, to be shared and closed once.
 */
public final class Workspace implements AutoCloseable {
  /** The service counts ten requests at a time for each user; two are left for others. */
  public static final int AT_A_TIME = 8;

  private static final long IDLE_SECONDS = 5;

  private final HttpTransport transport;
  private final SignIn signIn;
  private final FilesApi files;
  private final Pauses pauses;
  private @Nullable ExecutorService movers;
  private @Nullable WorkspaceClient sdk;

  Workspace(HttpTransport transport, SignIn signIn, Pauses pauses, long seed) {
    this.transport = transport;
    this.signIn = signIn;
    this.pauses = pauses;
    files =
        new FilesApi(
            new Exchange(transport, signIn, AT_A_TIME, pauses, new SharedRandom(seed)), signIn);
  }

  /** The workspace that a user's choices come to. */
  public static Workspace of(SignInChoices choices, String version) {
    HttpTransport transport = transport(version);
    return new Workspace(
        transport,
        SignIn.of(choices, () -> new SdkTransport(transport)),
        Pauses.REAL,
        System.nanoTime());
  }

  /** The workspace of a client that the user made; that client stays the user's. */
  public static Workspace of(WorkspaceClient client, String version) {
    return new Workspace(
        transport(version), SignIn.of(client.config()), Pauses.REAL, System.nanoTime());
  }

  private static HttpTransport transport(String version) {
    return new HttpTransport("pyforge/" + (version.isEmpty() ? "dev" : version), Timeouts.USUAL);
  }

  /** The calls for files and folders. */
  public FilesApi files() {
    return files;
  }

  /** Who asks. */
  public SignIn signIn() {
    return signIn;
  }

  /** What goes by the SDK: its calls, with our repetition and failures. */
  public SdkCalls sdk() {
    return new SdkCalls(this::client, this::renew, signIn.host(), pauses);
  }

  private synchronized WorkspaceClient client() {
    WorkspaceClient known = sdk;
    if (known == null) {
      known = new WorkspaceClient(signIn.config());
      sdk = known;
    }
    return known;
  }

  /** Signs in anew for a client of the SDK that was refused. */
  private synchronized boolean renew(WorkspaceClient refused) {
    try {
      if (signIn.renew(refused.config().authenticate(), true) == SignIn.Renewal.NONE) {
        return false;
      }
    } catch (IOException | DatabricksException e) {
      return false; // what was refused is the better message
    }
    sdk = sdk == refused ? null : sdk;
    return true;
  }

  /** Threads that move bytes, as many as there may be requests at a time. */
  public synchronized ExecutorService movers() {
    ExecutorService known = movers;
    if (known == null) {
      AtomicInteger count = new AtomicInteger();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              AT_A_TIME,
              AT_A_TIME,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              work -> {
                Thread thread = new Thread(work, "pyforge-mover-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
      known = pool;
      movers = known;
    }
    return known;
  }

  /**
   * Waits a little before a question is asked again.
   *
   * @param attempt 1 after the first
   */
  public void pause(int attempt) {
    try {
      pauses.pause(Backoff.before(attempt, Optional.empty(), new SplittableRandom()));
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  @Override
  public synchronized void close() {
    if (movers != null) {
      movers.shutdownNow();
    }
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A generator that threads may share. */
  private static final class SharedRandom implements java.util.random.RandomGenerator {
    private final SplittableRandom random;

    SharedRandom(long seed) {
      random = new SplittableRandom(seed);
    }

    @Override
    public synchronized long nextLong() {
      return random.nextLong();
    }
  }
}
