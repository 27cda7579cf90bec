package io.pyforge.databricks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Where a process runs is told without the SDK, which need not even be there. */
class WithoutSdkTest {
  /** Has the classes of the extension itself, and none of the libraries beside it. */
  private static final class Lonely extends URLClassLoader {
    Lonely(URL classes) {
      super(new URL[] {classes}, WithoutSdkTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.") || name.startsWith("org.apache.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.pyforge.databricks.")) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void detectionNeedsNoLibrary() throws ReflectiveOperationException, IOException {
    URL classes = RuntimeEnvironment.class.getProtectionDomain().getCodeSource().getLocation();
    try (Lonely loader = new Lonely(classes)) {
      assertThatThrownBy(() -> loader.loadClass("com.databricks.sdk.WorkspaceClient"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> detector = loader.loadClass(RuntimeEnvironment.class.getName());
      assertThat(detector).isNotEqualTo(RuntimeEnvironment.class);
      HostEnvironment host =
          new HostEnvironment(Map.of("DATABRICKS_RUNTIME_VERSION", "16.4"), Map.of());
      Predicate<String> everyFolder = folder -> true;
      Object found =
          detector
              .getMethod("detect", HostEnvironment.class, Predicate.class)
              .invoke(null, host, everyFolder);
      assertThat(found.toString()).contains("platform=CLASSIC").contains("major=16");
    }
  }
}
