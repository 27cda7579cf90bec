package io.pyforge.core.extension;

import io.pyforge.spi.extension.ForgeExtension;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A folder of jars that make up one plug-in.
 *
 * @param path the folder
 * @param jars every jar in it, by name
 * @param mainJar the jar that holds the extension; null when there is none
 * @param manifest of the main jar
 * @param problem why there is no main jar; empty when there is
 * @param fingerprint changes when a jar is added, removed or replaced
 */
record PluginFolder(
    Path path,
    List<Path> jars,
    @Nullable Path mainJar,
    PluginManifest manifest,
    String problem,
    String fingerprint) {
  static final String SERVICE_FILE = "META-INF/services/" + ForgeExtension.class.getName();

  /** The name that stands for the extension as long as its id is unknown. */
  String name() {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /**
   * The plug-in folders that a place stands for: itself when it holds jars, else those folders
   * directly in it that do; by name. A place that is not there has none.
   */
  static List<PluginFolder> in(Path place) {
    if (!entries(place, "*.jar").isEmpty()) {
      return List.of(read(place));
    }
    List<PluginFolder> found = new ArrayList<>();
    for (Path folder : entries(place, "*")) {
      if (Files.isDirectory(folder) && !entries(folder, "*.jar").isEmpty()) {
        found.add(read(folder));
      }
    }
    return found;
  }

  private static PluginFolder read(Path folder) {
    List<Path> jars = entries(folder, "*.jar");
    StringBuilder fingerprint = new StringBuilder(folder.toString());
    Map<Path, Long> sizes = new HashMap<>();
    for (Path jar : jars) {
      fingerprint.append('|').append(jar.getFileName()).append(',');
      try {
        BasicFileAttributes found = Files.readAttributes(jar, BasicFileAttributes.class);
        sizes.put(jar, found.size());
        fingerprint.append(found.size()).append(',').append(found.lastModifiedTime().toMillis());
      } catch (IOException e) {
        fingerprint.append("gone");
      }
    }
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    List<Path> likelyFirst = new ArrayList<>(jars);
    // A plug-in with many libraries is found by opening one jar when it is called like its folder;
    // of several the smallest first, because a large jar takes as long to open as all the rest.
    likelyFirst.sort(
        Comparator.<Path, Boolean>comparing(
                jar -> !jar.getFileName().toString().toLowerCase(Locale.ROOT).contains(name))
            .thenComparing(jar -> sizes.getOrDefault(jar, 0L)));
    Path withService = null;
    String problem = "none of its jars has a file " + SERVICE_FILE;
    for (Path jar : likelyFirst) {
      try (JarFile open = new JarFile(jar.toFile(), false)) {
        Manifest manifest = open.getManifest();
        PluginManifest declared =
            manifest == null
                ? PluginManifest.NONE
                : PluginManifest.of(manifest.getMainAttributes());
        if (declared.id().isPresent()) {
          return new PluginFolder(folder, jars, jar, declared, "", fingerprint.toString());
        }
        if (withService == null && open.getEntry(SERVICE_FILE) != null) {
          withService = jar;
        }
      } catch (IOException | RuntimeException e) {
        problem = jar.getFileName() + " is no readable jar: " + e.getMessage();
      }
    }
    return new PluginFolder(
        folder,
        jars,
        withService,
        PluginManifest.NONE,
        withService == null ? problem : "",
        fingerprint.toString());
  }

  private static List<Path> entries(Path folder, String glob) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of(); // not there, or not to be looked into: no plug-ins either way
    }
    entries.sort(Comparator.naturalOrder());
    return entries;
  }
}
