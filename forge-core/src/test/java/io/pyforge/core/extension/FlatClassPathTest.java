package io.pyforge.core.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.result.ConversionResult;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade as a library: on a class path that others made, with extensions that others give. */
class FlatClassPathTest {
  @TempDir Path root;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreContextLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /**
   * A notebook's thread has the class loader of its interpreter. What that one sees is not what the
   * jar was attached with, and an extension from there may be of other contracts of the same name.
   */
  @Test
  void extensionsAreThoseOfTheLoaderOfTheFacadeNotOfTheThread() throws Exception {
    Path attached =
        new PluginBuilder().extension("A", "attached", "").jar(root.resolve("cp/attached.jar"));
    Path foreign =
        new PluginBuilder().extension("F", "foreign", "").jar(root.resolve("cp/foreign.jar"));
    try (URLClassLoader driver = new URLClassLoader(urls(attached), platform());
        URLClassLoader notebook = new URLClassLoader(new URL[] {url(foreign)}, before)) {
      Class<?> facade = driver.loadClass(Forge.class.getName());
      assertThat(facade).isNotSameAs(Forge.class);
      Thread.currentThread().setContextClassLoader(notebook);
      assertThat(Providers.of(notebook).extensions())
          .extracting(ForgeExtension::id)
          .contains("foreign");
      try (AutoCloseable forge = (AutoCloseable) facade.getMethod("create").invoke(null)) {
        assertThat(facade.getMethod("extensions").invoke(forge).toString())
            .contains("id=attached, state=AVAILABLE")
            .contains("origin=class path")
            .doesNotContain("foreign");
      }
    }
  }

  @Test
  void contextLoaderThatSeesNothingChangesNothing() throws IOException {
    Path input = Files.writeString(root.resolve("t.csv"), "id,name\n1,a\n2,b\n");
    try (URLClassLoader empty = new URLClassLoader(new URL[0], platform())) {
      Thread.currentThread().setContextClassLoader(empty);
      try (Forge forge = Forge.create(environment(Map.of()))) {
        ConversionResult result =
            forge.convert(input.toString(), root.resolve("t.xlsx").toString());
        assertThat(result.rowCount()).isEqualTo(2);
        assertThat(forge.info(root.resolve("t.xlsx").toString()).format()).isEqualTo("xlsx");
      }
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(empty);
    }
  }

  @Test
  void givenExtensionIsUsedInsteadOfOneThatWasFound() {
    marked("found", "x").jar(root.resolve(".pyforge/plugins/x/x.jar"));
    Recorder recorder = new Recorder("x");
    try (Forge forge = Forge.create(environment(Map.of()), recorder)) {
      assertThat(forge.extensions())
          .filteredOn(status -> status.id().equals("x"))
          .extracting(ExtensionStatus::line, ExtensionStatus::origin)
          .containsExactlyInAnyOrder(
              tuple("x: Available - recorder", "the caller"),
              tuple(
                  "x: Shadowed - the one of the caller is used",
                  root.resolve(".pyforge/plugins/x").toString()));
      assertThatThrownBy(() -> forge.info("no.csv")).isInstanceOf(ForgeException.class);
      forge.reloadExtensions();
    }
    assertThat(recorder.calls).containsExactly("start", "close");
  }

  @Test
  void givenExtensionTakesPartInConversions() throws IOException {
    Path input = Files.writeString(root.resolve("t.csv"), "id\n1\n");
    Recorder recorder = new Recorder("x");
    try (Forge forge = Forge.create(environment(Map.of()), recorder)) {
      forge.convert(input.toString());
    }
    assertThat(recorder.calls).containsExactly("start", "before t.csv", "close");
    assertThat(root.resolve("t.parquet")).isRegularFile();
  }

  @Test
  void ofTwoGivenExtensionsOfOneIdTheFirstCounts() {
    Recorder first = new Recorder("x");
    Recorder second = new Recorder("x");
    try (Forge forge = Forge.create(environment(Map.of()), first, second)) {
      forge.formats();
      assertThat(forge.extensions())
          .filteredOn(status -> status.id().equals("x"))
          .extracting(ExtensionStatus::state)
          .containsExactlyInAnyOrder(
              ExtensionStatus.State.AVAILABLE, ExtensionStatus.State.SHADOWED);
    }
    assertThat(first.calls).containsExactly("start", "close");
    assertThat(second.calls).isEmpty();
  }

  @Test
  void settingsSwitchGivenExtensionsOffToo() {
    Recorder recorder = new Recorder("x");
    try (Forge forge = Forge.create(environment(Map.of("PYFORGE_FORCE_CORE", "true")), recorder)) {
      forge.formats();
      assertThat(forge.extensions())
          .extracting(ExtensionStatus::line)
          .contains("x: Disabled - setting force-core leaves only the built-in parts");
    }
    assertThat(recorder.calls).isEmpty();
  }

  @Test
  void givenExtensionCannotTakeTheNameOfTheBuiltInParts() {
    try (Forge forge = Forge.create(environment(Map.of()), new Recorder("core"))) {
      assertThat(forge.extensions())
          .filteredOn(status -> status.origin().equals("the caller"))
          .extracting(ExtensionStatus::line)
          .containsExactly(
              Recorder.class.getName()
                  + ": Failed - the id 'core' is reserved for the built-in parts");
      assertThat(forge.formats()).isNotEmpty();
    }
  }

  private HostEnvironment environment(Map<String, String> variables) {
    return new HostEnvironment(
        variables,
        Map.of(
            "user.home",
            root.toString(),
            "java.io.tmpdir",
            System.getProperty("java.io.tmpdir"),
            "pyforge.class-path-extensions",
            "false"));
  }

  private static PluginBuilder marked(String description, String id) {
    return new PluginBuilder()
        .extension("E", id, "public String description() { return \"" + description + "\"; }");
  }

  /** The class path of this test as another loader's own, with a jar more. */
  private static URL[] urls(Path more) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(url(Path.of(entry)));
    }
    urls.add(url(more));
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) throws IOException {
    return path.toUri().toURL();
  }

  private static ClassLoader platform() {
    return ClassLoader.getPlatformClassLoader();
  }

  /** An extension made by the caller, which cannot be constructed from a service file. */
  private static final class Recorder implements ForgeExtension {
    private final String id;
    private final List<String> calls = new ArrayList<>();

    Recorder(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int spiLevel() {
      return 1;
    }

    @Override
    public String description() {
      return "recorder";
    }

    @Override
    public void start(ForgeContext context) {
      calls.add("start");
    }

    @Override
    public ConversionRequest beforeConversion(ConversionRequest request) {
      calls.add("before " + Path.of(request.input()).getFileName());
      return request;
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
