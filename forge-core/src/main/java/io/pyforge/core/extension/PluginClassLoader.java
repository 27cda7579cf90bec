package io.pyforge.core.extension;

import io.pyforge.core.storage.PrivateTemp;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one plug-in: the JDK's, the contracts that both sides must share, the folder's own
 * jars. Nothing else of the application can be seen, so that a plug-in may bring any version of any
 * library.
 */
final class PluginClassLoader extends URLClassLoader {
  /** Packages that come from the application, because their types cross the border. */
  private static final List<String> SHARED =
      List.of("io.pyforge.spi.", "org.slf4j.", "picocli.", "org.jspecify.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader application;
  private final URL mainJar;

  private PluginClassLoader(URL[] jars, URL mainJar, ClassLoader application) {
    super(jars, ClassLoader.getPlatformClassLoader());
    this.mainJar = mainJar;
    this.application = application;
  }

  /**
   * A loader over copies of a folder's jars: Windows locks jars in use, and a jar replaced under an
   * open loader breaks it.
   *
   * @param mainJar one of the folder's jars, the only one whose extension is looked for
   */
  static PluginClassLoader open(
      PluginFolder folder, Path mainJar, PrivateTemp temp, ClassLoader application)
      throws IOException {
    Path copies = temp.newFolder("plugin");
    URL[] urls = new URL[folder.jars().size()];
    URL main = null;
    for (int i = 0; i < urls.length; i++) {
      Path jar = folder.jars().get(i);
      Path copy = copies.resolve(jar.getFileName().toString());
      Files.copy(jar, copy);
      urls[i] = copy.toUri().toURL();
      if (jar.equals(mainJar)) {
        main = urls[i];
      }
    }
    if (main == null) {
      throw new IllegalArgumentException(mainJar + " is not in " + folder.path());
    }
    return new PluginClassLoader(urls, main, application);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    for (String prefix : SHARED) {
      if (name.startsWith(prefix)) {
        return application.loadClass(name);
      }
    }
    return super.loadClass(name, resolve);
  }

  /** The extension's service file is that of the main jar, whatever libraries bring. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (name.equals(PluginFolder.SERVICE_FILE)) {
      URL entry = new URL("jar:" + mainJar + "!/" + name);
      return exists(entry)
          ? Collections.enumeration(List.of(entry))
          : Collections.emptyEnumeration();
    }
    return super.getResources(name);
  }

  private boolean exists(URL entry) {
    @Nullable Enumeration<URL> own;
    try {
      own = findResources(PluginFolder.SERVICE_FILE);
    } catch (IOException e) {
      return false;
    }
    return Collections.list(own).stream()
        .anyMatch(url -> url.toExternalForm().equals(entry.toExternalForm()));
  }
}
