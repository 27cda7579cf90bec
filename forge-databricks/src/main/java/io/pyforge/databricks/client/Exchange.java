package io.pyforge.databricks.client;

import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests until they are answered: with the sign-in's header, not more than a few at a time,
 * again after a failure that may pass, and once more after the sign-in was renewed. Answers that
 * say no are handed on; only what nobody answered is a failure here. Thread-safe.
 *
 * <p>The limit counts a request until its answer was used, because the service counts so.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** What is done with an answer; it may be called again when reading the body failed. */
  interface Use<T> {
    T of(Answer answer, Past past) throws IOException;
  }

  /**
   * What happened before the answer that counts.
   *
   * @param attempts how often the request had gone out before
   * @param lost whether an earlier one may have been done although no answer came
   */
  record Past(int attempts, boolean lost) {}

  private static final Set<Integer> MAY_PASS = Set.of(408, 429, 500, 502, 503, 504);
  private static final int UNAUTHORIZED = 401;

  private final HttpTransport transport;
  private final SignIn signIn;
  private final Semaphore atATime;
  private final RetryBudget budget = new RetryBudget();
  private final Pauses pauses;
  private final RandomGenerator random;

  /** The headers of the sign-in that were accepted last. */
  private volatile Map<String, String> accepted = Map.of();

  Exchange(
      HttpTransport transport, SignIn signIn, int atATime, Pauses pauses, RandomGenerator random) {
    this.transport = transport;
    this.signIn = signIn;
    this.atATime = new Semaphore(atATime, true);
    this.pauses = pauses;
    this.random = random;
  }

  /**
   * Sends a request to the workspace.
   *
   * @throws ForgeException REMOTE when it was not answered, ACCESS when signing in failed,
   *     INTERRUPTED when the thread was interrupted
   */
  <T> T run(Call call, Use<T> use) {
    return run(call, true, use);
  }

  /** Sends a request to an address that was signed by the service: without the sign-in. */
  <T> T runSigned(Call call, Use<T> use) {
    return run(call, false, use);
  }

  private <T> T run(Call call, boolean withSignIn, Use<T> use) {
    long started = pauses.nanos();
    int renewals = 0;
    int others = 0;
    boolean lost = false;
    budget.first();
    for (int attempt = 1; ; attempt++) {
      Optional<Answer> failed = Optional.empty();
      IOException trouble = null;
      acquire();
      try {
        Map<String, String> shown = withSignIn ? signIn.headers() : Map.of();
        try (Answer answer = transport.send(call.with(shown))) {
          LOG.debug("{}: {}", call, answer.status());
          boolean refused = withSignIn && answer.status() == UNAUTHORIZED;
          if (refused && renewals + others < Backoff.ATTEMPTS) {
            SignIn.Renewal renewal = signIn.renew(shown, renewals == 0 || shown.equals(accepted));
            if (renewal != SignIn.Renewal.NONE) {
              renewals += renewal == SignIn.Renewal.OURS ? 1 : 0;
              others += renewal == SignIn.Renewal.THEIRS ? 1 : 0;
              attempt--;
              continue;
            }
          }
          if (withSignIn && !refused) {
            accepted = shown;
          }
          boolean passing = mayPass(answer.status());
          if (!passing || !mayRepeat(attempt, started, null)) {
            return use.of(answer, new Past(attempt - 1, lost));
          }
          failed = Optional.of(answer);
          lost |= answer.status() >= 500;
        }
      } catch (IOException e) {
        LOG.debug("{}: {}", call, Redaction.of(e.toString()));
        trouble = e;
        lost |= !neverArrived(e);
        if (!mayRepeat(attempt, started, e)) {
          throw RemoteFailures.lost(call, attempt, e);
        }
      } finally {
        atATime.release();
      }
      pause(Backoff.before(attempt, failed, random), trouble);
    }
  }

  /** Whether the service may say yes to the same request a little later. */
  static boolean mayPass(int status) {
    return MAY_PASS.contains(status);
  }

  private boolean mayRepeat(int attempt, long started, @Nullable IOException e) {
    Duration past = Duration.ofNanos(pauses.nanos() - started);
    Duration limit =
        e != null && neverArrived(e) ? Backoff.GIVE_UP_CONNECTING_AFTER : Backoff.GIVE_UP_AFTER;
    return attempt < Backoff.ATTEMPTS
        && past.compareTo(limit) < 0
        && (e == null || !isNotTrusted(e))
        && budget.repeat();
  }

  /** Whether the host showed a certificate that is not good for it, which no waiting changes. */
  private static boolean isNotTrusted(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  /** Whether the request cannot have reached the service. */
  static boolean neverArrived(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof ConnectTimeoutException;
  }

  private void acquire() {
    try {
      atATime.acquire();
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  private void pause(Duration time, @Nullable IOException trouble) {
    try {
      pauses.pause(time);
    } catch (InterruptedException e) {
      if (trouble != null) {
        e.addSuppressed(trouble);
      }
      throw Interruption.of(e);
    }
  }
}
