package io.pyforge.databricks.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in the jar, and what must not be, for it shares a class path with a cluster's own. */
class ContentsJarTest {
  private static final String SERVICES = "META-INF/services/";
  private static final String OURS = "META-INF/MANIFEST.MF|io/pyforge/(core|spi|cli|databricks)/.*";

  /** Ours, the SDK, and what is found by its name: by native code, or by the driver's logging. */
  private static final Pattern ALLOWED_PLACES =
      Pattern.compile(
          "(io/pyforge|com/databricks|org/slf4j|org/xerial/snappy|com/github/luben/zstd)/.*");

  @Test
  void everyLibraryIsRelocatedButThoseThatCannotBe() throws IOException {
    assertThat(classes()).hasSizeGreaterThan(10_000);
    assertThat(classes()).filteredOn(name -> !ALLOWED_PLACES.matcher(name).matches()).isEmpty();
    assertThat(classes())
        .contains(
            "io/pyforge/core/Forge.class",
            "io/pyforge/cli/Main.class",
            "io/pyforge/databricks/DatabricksExtension.class",
            "io/pyforge/databricks/task/Main.class",
            "com/databricks/sdk/WorkspaceClient.class",
            "org/xerial/snappy/SnappyNative.class",
            "com/github/luben/zstd/Zstd.class",
            "org/slf4j/Logger.class",
            "io/pyforge/shaded/com/fasterxml/jackson/databind/ObjectMapper.class",
            "io/pyforge/shaded/com/google/common/base/Strings.class",
            "io/pyforge/shaded/org/apache/http/client/HttpClient.class",
            "io/pyforge/shaded/org/apache/parquet/hadoop/ParquetFileReader.class",
            "io/pyforge/shaded/picocli/CommandLine.class");
  }

  @Test
  void nothingSpeaksForAllOfTheDriver() throws IOException {
    Set<String> names = names();
    assertThat(names)
        .filteredOn(name -> name.matches(SERVICES + "(java|javax|jdk|org\\.slf4j)\\..*"))
        .isEmpty();
    assertThat(names).filteredOn(name -> name.contains("logback")).isEmpty();
    assertThat(names).doesNotContain("simplelogger.properties", "log4j2.xml", "logback.xml");
  }

  @Test
  void nothingIsSignedModularOrOfOneJdkOnly() throws IOException {
    assertThat(names())
        .filteredOn(
            name ->
                name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")
                    || name.endsWith("module-info.class")
                    || name.startsWith("META-INF/versions/"))
        .isEmpty();
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      assertThat(jar.getManifest().getEntries()).isEmpty();
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE))
          .isNull();
    }
  }

  @Test
  void servicesAreThoseOfTheRelocatedClasses() throws IOException {
    Set<String> names = names();
    List<String> missing = new ArrayList<>();
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      for (String name : names) {
        if (name.startsWith(SERVICES) && !name.endsWith("/")) {
          missing.addAll(unknown(name.substring(SERVICES.length()), names));
          for (String provider : lines(jar, name)) {
            missing.addAll(unknown(provider, names));
          }
        }
      }
      assertThat(lines(jar, SERVICES + "io.pyforge.spi.extension.ForgeExtension"))
          .containsExactly("io.pyforge.databricks.DatabricksExtension");
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void licencesAndNoticesOfTheLibrariesAreThere() throws IOException {
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("MIT License").contains("Apache License");
      assertThat(text(jar, "META-INF/NOTICE"))
          .contains("Apache Parquet")
          .contains("Apache POI")
          .contains("Apache PDFBox")
          .contains("Apache HttpClient");
    }
  }

  @Test
  void everyLibraryIsNamedWithItsLicence() throws IOException {
    Set<String> libraries = new TreeSet<>();
    for (String name : names()) {
      String[] parts = name.split("/");
      if (name.matches("META-INF/maven/[^/]+/[^/]+/") && !parts[2].equals("io.pyforge")) {
        libraries.add(parts[3]);
      }
    }
    assertThat(libraries).hasSizeGreaterThan(40).contains("pdfbox", "databricks-sdk-java");
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      String[] named = text(jar, "META-INF/THIRD-PARTY.txt").split("[\\s,()]+");
      assertThat(named).containsAll(libraries);
      // These do not tell their names in the jar.
      assertThat(named).contains("poi", "picocli", "bcprov-jdk18on", "zstd-jni", "snappy-java");
    }
  }

  /** What this build makes has the fixed time, and the rest that of its library's release. */
  @Test
  void nothingHasTheTimeOfTheBuild() throws IOException {
    LocalDateTime fixed = LocalDateTime.of(2026, 11, 20, 0, 0);
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getName().matches(OURS)))
          .hasSizeGreaterThan(500)
          .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(fixed));
      assertThat(jar.stream()).noneMatch(entry -> entry.getTimeLocal().isAfter(fixed));
    }
  }

  private static List<String> unknown(String className, Set<String> names) {
    return names.contains(className.replace('.', '/') + ".class") ? List.of() : List.of(className);
  }

  private static List<String> lines(JarFile jar, String name) throws IOException {
    return text(jar, name)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String text(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    assertThat(entry).as(name).isNotNull();
    return new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
  }

  private static List<String> classes() throws IOException {
    return names().stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile jar = new JarFile(ClassPaths.jar().toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        names.add(entries.nextElement().getName());
      }
    }
    return names;
  }
}
