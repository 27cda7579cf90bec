package io.pyforge.core.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes plug-in jars from source texts. */
final class PluginBuilder {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final Manifest manifest = new Manifest();

  PluginBuilder() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** An extension class with an id, level 1, and these members. */
  PluginBuilder extension(String className, String id, String members) {
    String level = members.contains("spiLevel") ? "" : "public int spiLevel() { return 1; }\n";
    services.add(className);
    return source(
        className,
        "public class "
            + className
            + " implements ForgeExtension {\n"
            + "public String id() { return \""
            + id
            + "\"; }\n"
            + level
            + members
            + "}");
  }

  PluginBuilder source(String className, String text) {
    String imports =
        Stream.of("engine", "error", "extension", "input", "option", "reader", "result", "storage", "writer")
            .map(p -> "import io.pyforge.spi." + p + ".*;\n")
            .reduce("import java.util.*;\n", String::concat);
    sources.put(className, imports + text);
    return this;
  }

  PluginBuilder service(String line) {
    services.add(line);
    return this;
  }

  /** Compiled, but not put into the jar. */
  PluginBuilder without(String className) {
    dropped.add(className);
    return this;
  }

  PluginBuilder attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  Path jar(Path jar) {
    try {
      Path work = Files.createTempDirectory("plugin-build");
      Path classes = Files.createDirectories(work.resolve("classes"));
      compile(work, classes);
      Files.createDirectories(jar.getParent());
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out, manifest);
          Stream<Path> files = Files.list(classes)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (!dropped.contains(name.replace(".class", ""))) {
            entries.putNextEntry(new JarEntry(name));
            entries.write(Files.readAllBytes(file));
          }
        }
        if (!services.isEmpty()) {
          entries.putNextEntry(new JarEntry(PluginFolder.SERVICE_FILE));
          entries.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
        }
      }
      ExtensionRegistryTest.deleteTree(work);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path work, Path classes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      files.add(Files.writeString(work.resolve(source.getKey() + ".java"), source.getValue()));
    }
    if (files.isEmpty()) {
      return;
    }
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      List<String> options =
          List.of(
              "-proc:none", "-nowarn", "-d", classes.toString(),
              "-cp", System.getProperty("java.class.path"));
      boolean done = COMPILER.getTask(messages, manager, null, options, null, units).call();
      assertThat(done).as(messages.toString()).isTrue();
    }
  }
}
