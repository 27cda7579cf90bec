package io.pyforge.core.extension;

import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;

/** A call into an extension that cannot harm the caller. */
final class GuardedCall {
  /** What is called; anything may come out of it. */
  interface Body<T> {
    T run() throws Throwable;
  }

  private GuardedCall() {}

  /**
   * Runs the body with the extension's class loader as the thread's own.
   *
   * @param failed told in one sentence what went wrong; the result is then empty
   */
  static <T> Optional<T> run(ClassLoader loader, Body<T> body, Consumer<String> failed) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      T result = body.run();
      if (result == null) {
        failed.accept("it returned null");
        return Optional.empty();
      }
      return Optional.of(result);
    } catch (Throwable t) {
      if (isOurs(t)) {
        throw (VirtualMachineError) t;
      }
      failed.accept(describe(t));
      return Optional.empty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * Whether a failure is the process's and not the extension's: no memory, a broken JVM. An endless
   * recursion is the extension's; so is every missing or wrong class.
   */
  static boolean isOurs(Throwable t) {
    return t instanceof VirtualMachineError && !(t instanceof StackOverflowError);
  }

  /** One sentence about a failure, with the innermost cause when it tells more. */
  static String describe(Throwable t) {
    Throwable shown = t;
    while (shown.getCause() != null
        && (shown instanceof ServiceConfigurationError
            || shown instanceof ExceptionInInitializerError
            || shown instanceof InvocationTargetException)) {
      shown = shown.getCause();
    }
    if (shown instanceof ForgeException failure) {
      return failure.remedy().isEmpty()
          ? failure.problem()
          : failure.problem() + "; " + failure.remedy();
    }
    String message = shown.getMessage();
    if (shown.getClass() == IOException.class && message != null) {
      return message; // made here or by the JDK for people to read
    }
    return message == null || message.isBlank()
        ? shown.getClass().getSimpleName()
        : shown.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
  }
}
