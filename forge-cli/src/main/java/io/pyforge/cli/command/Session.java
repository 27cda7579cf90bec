package io.pyforge.cli.command;

import io.pyforge.cli.output.LogConfigurator;
import io.pyforge.cli.output.Terminal;
import io.pyforge.core.Forge;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.CommonOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of one process share: where it runs, where to print, the facade, and how to
 * stop. Used from the main thread, except {@link #stop}.
 */
public final class Session implements AutoCloseable {
  private static final String PASSWORD_NEEDED = "password-needed";
  private static final Duration LONGEST_CLEAN_UP = Duration.ofSeconds(30);

  private final HostEnvironment environment;
  private final Terminal terminal;
  private final Cancellation cancellation = new Cancellation();
  private final ReentrantLock conversion = new ReentrantLock();
  private volatile @Nullable Forge forge;
  private boolean everythingLogged;

  /** A session that has not started anything yet. */
  public Session(HostEnvironment environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /** The environment the commands see. */
  public HostEnvironment environment() {
    return environment;
  }

  /** Where the commands print. */
  public Terminal terminal() {
    return terminal;
  }

  /** The facade, created on first use. */
  public Forge forge() {
    Forge existing = forge;
    if (existing == null) {
      existing = Forge.create(everythingLogged ? withDebugLevel() : environment);
      forge = existing;
    }
    return existing;
  }

  /** By which conversions are stopped. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Logs every decision from now on. To be called before anything logs. */
  public void logEverything() {
    System.setProperty(LogConfigurator.LEVEL_PROPERTY, "debug");
    everythingLogged = true;
  }

  private HostEnvironment withDebugLevel() {
    Map<String, String> variables = new TreeMap<>(environment.variables());
    variables.put("PYFORGE_LOG_LEVEL", "debug");
    return new HostEnvironment(variables, environment.properties());
  }

  /**
   * Does some work, and once more with a password when the input needs one and a person gives it.
   *
   * @throws ForgeException as the work does
   */
  <T> T withPassword(ConversionRequest request, Function<ConversionRequest, T> work) {
    try {
      return work.apply(request);
    } catch (ForgeException e) {
      if (!e.code().equals(PASSWORD_NEEDED)) {
        throw e;
      }
      Optional<String> password = password(request);
      if (password.isEmpty()) {
        throw e;
      }
      return work.apply(request.withOption(CommonOptions.PASSWORD.name(), password.get()));
    }
  }

  /** Asks the person at the terminal for the password of an input; empty when nobody answers. */
  Optional<String> password(ConversionRequest request) {
    return terminal.password("password of " + request.input() + ":");
  }

  /** From here until {@link #close}, {@link #stop} waits for the work to clean up after itself. */
  void conversionStarts() {
    if (!conversion.isHeldByCurrentThread()) {
      conversion.lock();
    }
  }

  /** Whether the process was asked to end. */
  public boolean stopping() {
    return cancellation.cancelled();
  }

  /**
   * Called while the process ends, in a thread of its own: cancels a running conversion and waits
   * until it has removed what it had staged.
   */
  public void stop() {
    cancellation.cancel();
    try {
      if (conversion.tryLock(LONGEST_CLEAN_UP.toSeconds(), TimeUnit.SECONDS)) {
        conversion.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Forge existing = forge;
    forge = null;
    try {
      if (existing != null) {
        existing.close();
      }
    } finally {
      if (conversion.isHeldByCurrentThread()) {
        conversion.unlock();
      }
    }
  }
}
