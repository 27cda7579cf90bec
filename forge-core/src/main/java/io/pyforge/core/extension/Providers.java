package io.pyforge.core.extension;

import io.pyforge.spi.extension.ForgeExtension;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The extensions that a class loader provides.
 *
 * @param extensions those that could be constructed, in the order of the service file
 * @param failures a sentence for each of the others
 */
record Providers(List<ForgeExtension> extensions, List<String> failures) {
  /** A service file that cannot be read at all fails again and again. */
  private static final int MAX_FAILURES = 50;

  /** Constructs them; a broken one does not keep the next from being found. */
  static Providers of(ClassLoader loader) {
    List<ForgeExtension> extensions = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Iterator<ForgeExtension> providers =
        ServiceLoader.load(ForgeExtension.class, loader).iterator();
    boolean more = true;
    while (more && failures.size() < MAX_FAILURES) {
      // Both steps in one guard: which of them fails depends on what is broken.
      more =
          GuardedCall.run(
                  loader,
                  () -> {
                    if (!providers.hasNext()) {
                      return false;
                    }
                    extensions.add(providers.next());
                    return true;
                  },
                  failures::add)
              .orElse(true);
    }
    return new Providers(extensions, failures);
  }
}
