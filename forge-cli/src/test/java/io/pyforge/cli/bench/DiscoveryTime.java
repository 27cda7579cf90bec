package io.pyforge.cli.bench;

import io.pyforge.core.config.Settings;
import io.pyforge.core.extension.ExtensionRegistry;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.extension.ForgeContext;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Finds the extensions of this process's environment once, in a fresh JVM, and prints how many
 * there were and how many microseconds it took.
 */
final class DiscoveryTime {
  private DiscoveryTime() {}

  public static void main(String[] arguments) {
    HostEnvironment environment = HostEnvironment.current();
    Settings settings = Settings.load(environment);
    // Made beforehand: finding extensions hands it over and asks it nothing.
    ForgeContext context =
        (ForgeContext)
            Proxy.newProxyInstance(
                DiscoveryTime.class.getClassLoader(),
                new Class<?>[] {ForgeContext.class},
                (proxy, method, values) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    try (PrivateTemp temp = PrivateTemp.open(settings.tempDir())) {
      long start = System.nanoTime();
      try (ExtensionRegistry registry =
          ExtensionRegistry.load(environment, settings, context, temp, List.of())) {
        long micros = (System.nanoTime() - start) / 1000;
        System.out.println(registry.statuses().size() + " " + micros);
      }
    }
  }
}
