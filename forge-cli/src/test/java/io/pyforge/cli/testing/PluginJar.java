package io.pyforge.cli.testing;

import io.pyforge.spi.extension.ForgeExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes the jar of a plug-in from the members of its extension class. */
public final class PluginJar {
  private static final String IMPORTS =
      """
      import io.pyforge.spi.engine.*;
      import io.pyforge.spi.error.*;
      import io.pyforge.spi.extension.*;
      import io.pyforge.spi.reader.*;
      import io.pyforge.spi.result.*;
      import io.pyforge.spi.storage.*;
      import io.pyforge.spi.writer.*;
      import java.util.*;
      """;

  private PluginJar() {}

  /**
   * Writes {@code <place>/<id>/<id>.jar}.
   *
   * @param members of the class, beside {@code id()} and {@code spiLevel()}
   * @param attributes for its manifest
   */
  public static void make(Path place, String id, String members, Map<String, String> attributes)
      throws IOException {
    String name = "Extension" + id.replace("-", "");
    Path work = Files.createTempDirectory("plugin");
    Path source = work.resolve(name + ".java");
    Files.writeString(
        source,
        IMPORTS
            + "public class "
            + name
            + " implements ForgeExtension {\n"
            + "public String id() { return \""
            + id
            + "\"; }\npublic int spiLevel() { return 1; }\n"
            + members
            + "}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-nowarn",
            "--release",
            "17",
            "-d",
            work.toString(),
            "-cp",
            contracts().toString(),
            source.toString());
    if (status != 0) {
      throw new IllegalStateException("the plug-in " + id + " does not compile");
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    Path folder = Files.createDirectories(place.resolve(id));
    try (OutputStream out = Files.newOutputStream(folder.resolve(id + ".jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry(name + ".class"));
      jar.write(Files.readAllBytes(work.resolve(name + ".class")));
      jar.putNextEntry(new JarEntry("META-INF/services/" + ForgeExtension.class.getName()));
      jar.write(name.getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : List.of(source, work.resolve(name + ".class"), work)) {
      Files.delete(file);
    }
  }

  /** What a plug-in compiles against: the SPI alone. */
  private static Path contracts() {
    try {
      return Path.of(
          ForgeExtension.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
