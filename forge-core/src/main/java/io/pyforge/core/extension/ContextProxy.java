package io.pyforge.core.extension;

import io.pyforge.spi.writer.EncodedBlock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plug-in, with the plug-in's class loader as the thread's own during every call. What
 * the part hands out (an open input, its scan, its pieces) is wrapped too; calls are counted in
 * batches, never in cells, so that the reflection costs nothing. Exceptions pass as they are.
 */
final class ContextProxy implements InvocationHandler {
  private static final String CONTRACTS = "io.pyforge.spi.";

  private final Object target;
  private final ClassLoader loader;

  private ContextProxy(Object target, ClassLoader loader) {
    this.target = target;
    this.loader = loader;
  }

  /** Wraps {@code target} as {@code contract}, one of the interfaces of the SPI. */
  static <T> T of(Class<T> contract, T target, ClassLoader loader) {
    return contract.cast(
        Proxy.newProxyInstance(
            ContextProxy.class.getClassLoader(),
            new Class<?>[] {contract},
            new ContextProxy(target, loader)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("equals") && arguments != null) {
      return proxy == arguments[0];
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return wrapped(method.invoke(target, arguments), method.getReturnType());
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private @Nullable Object wrapped(@Nullable Object result, Class<?> declared) {
    if (result instanceof Optional<?> optional && optional.isPresent()) {
      Object inner = optional.get();
      for (Class<?> contract : inner.getClass().getInterfaces()) {
        if (isContract(contract)) {
          return Optional.ofNullable(wrapped(inner, contract));
        }
      }
      return result;
    }
    return result != null && isContract(declared)
        ? Proxy.newProxyInstance(
            ContextProxy.class.getClassLoader(),
            new Class<?>[] {declared},
            new ContextProxy(result, loader))
        : result;
  }

  /** Blocks go back to the sink that made them, which must find its own class. */
  private static boolean isContract(Class<?> type) {
    return type.isInterface()
        && !type.isSealed()
        && type != EncodedBlock.class
        && type.getName().startsWith(CONTRACTS);
  }
}
