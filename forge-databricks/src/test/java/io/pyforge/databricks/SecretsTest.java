package io.pyforge.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tokens, secrets and signatures appear in no message, no log, no file and no text of an object,
 * however much is logged and whatever goes wrong.
 */
@Timeout(300)
class SecretsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"PARTS,true", "RESUMABLE,false"})
  void noSecretIsTold(String kind, boolean byToken) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Object complaints =
          loader
              .loadClass(SecretsRun.class.getName())
              .getMethod("run", Path.class, String.class, boolean.class)
              .invoke(null, folder, kind, byToken);
      assertThat((List<?>) complaints).isEmpty();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
