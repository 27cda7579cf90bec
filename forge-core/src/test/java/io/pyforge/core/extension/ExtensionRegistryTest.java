package io.pyforge.core.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pyforge.core.config.Settings;
import io.pyforge.core.storage.LocalStorage;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.InputFacts;
import io.pyforge.spi.engine.RunContext;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.Storage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionRegistryTest {
  private static final String LOG = "pyforge.test.log";
  private static final String SAY =
      "System.setProperty(\"" + LOG + "\", System.getProperty(\"" + LOG + "\", \"\") + \"%s;\");";

  @TempDir Path root;
  private Path home;
  private Path distribution;
  private PrivateTemp temp;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final List<ForgeExtension> builtIns = new ArrayList<>();
  private final List<ForgeExtension> given = new ArrayList<>();
  private ClassLoader application = ExtensionRegistry.class.getClassLoader();
  private ExtensionRegistry registry;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectories(root.resolve("home/.pyforge/plugins"));
    distribution = Files.createDirectories(root.resolve("dist/plugins"));
    temp = PrivateTemp.open(Files.createDirectories(root.resolve("tmp")));
    System.clearProperty(LOG);
  }

  @AfterEach
  void close() {
    if (registry != null) {
      registry.close();
    }
    temp.close();
    System.clearProperty(LOG);
  }

  @Test
  void nothingInstalledIsNothingFound() {
    load();
    assertThat(lines()).isEmpty();
    registry.activateAll();
    assertThat(registry.readers()).isEmpty();
    assertThat(registry.takeNotices()).isEmpty();
  }

  @Test
  void pluginOfEveryPlaceIsFound() {
    simple("a").jar(home.resolve("a/a.jar"));
    simple("b").jar(distribution.resolve("b/b.jar"));
    simple("c").jar(root.resolve("single/c.jar"));
    simple("d").jar(root.resolve("several/d/d.jar"));
    simple("e").jar(root.resolve("several/e/e.jar"));
    variables.put(
        "PYFORGE_PLUGIN_PATH",
        root.resolve("single") + java.io.File.pathSeparator + root.resolve("several"));
    load();
    assertThat(lines())
        .containsExactly(
            "a: Available", "b: Available", "c: Available", "d: Available", "e: Available");
    assertThat(registry.statuses())
        .extracting(ExtensionStatus::origin)
        .contains(home.resolve("a").toString(), root.resolve("single").toString());
  }

  @Test
  void classPathIsFoundToo() throws Exception {
    Path jar = simple("flat").jar(root.resolve("cp/flat.jar"));
    try (URLClassLoader flat = loaderOf(jar)) {
      application = flat;
      load();
      assertThat(registry.statuses())
          .extracting(ExtensionStatus::line, ExtensionStatus::origin)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("flat: Available", "class path"));
    }
  }

  @Test
  void classPathIsLeftAloneWhenTheLauncherSaysSo() throws Exception {
    Path jar = loud("flat").jar(root.resolve("cp/flat.jar"));
    properties.put("pyforge.class-path-extensions", "false");
    try (URLClassLoader flat = loaderOf(jar)) {
      application = flat;
      load();
      assertThat(lines()).isEmpty();
      assertThat(log()).isEmpty();
    }
  }

  @Test
  void missingPluginPathIsTold() {
    variables.put("PYFORGE_PLUGIN_PATH", root.resolve("no").toString());
    load();
    assertThat(registry.takeNotices())
        .extracting(Notice::code)
        .containsExactly("plugin-path-missing");
  }

  @Test
  void ofOneIdTheFirstPlaceWinsAndTheOthersAreShadowed() throws Exception {
    simple("x").jar(root.resolve("path/x/x.jar"));
    simple("x").jar(home.resolve("x/x.jar"));
    simple("x").jar(distribution.resolve("x/x.jar"));
    Path jar = simple("x").jar(root.resolve("cp/x.jar"));
    variables.put("PYFORGE_PLUGIN_PATH", root.resolve("path").toString());
    try (URLClassLoader flat = loaderOf(jar)) {
      application = flat;
      load();
      Map<String, String> byOrigin = new HashMap<>();
      registry.statuses().forEach(s -> byOrigin.put(s.origin(), s.line()));
      String winner = root.resolve("path/x").toString();
      String shadowed = "x: Shadowed - the one of " + winner + " is used";
      assertThat(byOrigin)
          .containsOnly(
              Map.entry(winner, "x: Available"),
              Map.entry(home.resolve("x").toString(), shadowed),
              Map.entry(distribution.resolve("x").toString(), shadowed),
              Map.entry("class path", shadowed));
      deleteTree(root.resolve("path"));
      Files.createDirectory(root.resolve("path"));
      registry.reload();
      assertThat(lines()).contains("x: Available");
      assertThat(registry.statuses())
          .filteredOn(s -> s.state() == ExtensionStatus.State.AVAILABLE)
          .extracting(ExtensionStatus::origin)
          .containsExactly(home.resolve("x").toString());
    }
  }

  @Test
  void brokenProvidersAreNamedAndTheNextStillLoads() {
    new PluginBuilder()
        .extension(
            "BadConstructor", "bad", "{ if (true) throw new IllegalStateException(\"boom\"); }")
        .service("NoSuchClass")
        .extension("NeedsMissing", "needs", "public Gone x; public Gone y() { return x; }")
        .source("Gone", "public class Gone {}")
        .source("Parent", "public abstract class Parent implements ForgeExtension {}")
        .source(
            "Orphan",
            "public class Orphan extends Parent { public String id() { return \"o\"; } public int spiLevel() { return 1; } }")
        .service("Orphan")
        .without("Gone")
        .without("Parent")
        .extension("StaticInit", "st", "static { Object o = null; o.toString(); }")
        .extension("Good", "good", "")
        .jar(home.resolve("mixed/mixed.jar"));
    load();
    assertThat(lines())
        .contains("good: Available", "mixed: Failed - IllegalStateException: boom")
        .anySatisfy(l -> assertThat(l).startsWith("mixed: Failed").contains("NoSuchClass"))
        .anySatisfy(l -> assertThat(l).contains("NoClassDefFoundError: Parent"))
        .anySatisfy(l -> assertThat(l).contains("NullPointerException"));
    assertThat(registry.takeNotices())
        .isNotEmpty()
        .extracting(Notice::code)
        .containsOnly("extension-failed");
  }

  @Test
  void unreadableServiceFileIsNamed() throws Exception {
    simple("p").service("two words").jar(home.resolve("p/p.jar"));
    Path flat = simple("f").service("two words").jar(root.resolve("cp/f.jar"));
    simple("q").jar(home.resolve("q/q.jar"));
    try (URLClassLoader classPath = loaderOf(flat)) {
      application = classPath;
      load();
      assertThat(lines())
          .hasSize(3)
          .contains("q: Available")
          .anySatisfy(l -> assertThat(l).startsWith("p: Failed - ").contains("Illegal config"))
          .anySatisfy(l -> assertThat(l).startsWith("unknown: Failed - "));
    }
  }

  @Test
  void brokenJarIsNamedAndOthersGoOn() throws IOException {
    simple("good").jar(home.resolve("good/good.jar"));
    Path bad = Files.createDirectories(home.resolve("bad")).resolve("bad.jar");
    Files.writeString(bad, "this is no zip");
    new PluginBuilder().source("Lib", "public class Lib {}").jar(home.resolve("lib/lib.jar"));
    new PluginBuilder().service("# nothing").jar(home.resolve("none/none.jar"));
    Files.createDirectories(home.resolve("empty"));
    load();
    assertThat(lines())
        .hasSize(4)
        .contains("good: Available", "none: Failed - its service file names no extension")
        .anySatisfy(l -> assertThat(l).startsWith("bad: Failed - bad.jar is no readable jar"))
        .anySatisfy(l -> assertThat(l).startsWith("lib: Failed - none of its jars has a file"));
  }

  @Test
  void idsAreChecked() {
    simple("core").jar(home.resolve("a/a.jar"));
    simple("Not An Id").jar(home.resolve("b/b.jar"));
    simple("core").attribute("PyForge-Extension-Id", "core").jar(home.resolve("c/c.jar"));
    new PluginBuilder()
        .source(
            "NoId",
            "public class NoId implements ForgeExtension { public String id() { return null; }"
                + " public int spiLevel() { return 1; } }")
        .service("NoId")
        .jar(home.resolve("d/d.jar"));
    load();
    assertThat(lines())
        .containsExactly(
            "a: Failed - the id 'core' is reserved for the built-in parts",
            "b: Failed - the id 'Not An Id' is not made of lower-case words joined by hyphens",
            "c: Failed - the id 'core' is reserved for the built-in parts",
            "d: Failed - id: it returned null");
  }

  @Test
  void unknownLevelIsRefusedWithASentence() {
    new PluginBuilder()
        .extension("E", "future", "public int spiLevel() { return 99; }")
        .jar(home.resolve("future/f.jar"));
    load();
    assertThat(lines())
        .containsExactly(
            "future: Failed - it was made for level 99 of the extension contracts, and this version"
                + " knows levels 1 to 1; update PyForge or the extension");
  }

  @Test
  void availabilityVersionAndDescriptionAreShown() {
    new PluginBuilder()
        .extension(
            "E",
            "needy",
            "public String description() { return \"Needs much\"; }"
                + "public String version() { return \"1.2\"; }"
                + "public Availability availability(HostEnvironment e) { return new"
                + " Availability.Unavailable(\"set NEEDY_HOST\"); }"
                + "public void start(ForgeContext c) { "
                + SAY.formatted("started")
                + " }")
        .jar(home.resolve("needy/n.jar"));
    load();
    registry.activateAll();
    assertThat(registry.statuses())
        .containsExactly(
            new ExtensionStatus(
                "needy",
                ExtensionStatus.State.UNAVAILABLE,
                "Needs much",
                "1.2",
                "set NEEDY_HOST",
                home.resolve("needy").toString()));
    assertThat(log()).isEmpty();
  }

  @Test
  void switchedOffExtensionsAreNotLoaded() {
    loud("off").jar(home.resolve("off/off.jar"));
    simple("other").jar(home.resolve("renamed/x.jar"));
    variables.put("PYFORGE_DISABLE_EXTENSIONS", "off,other");
    load();
    registry.activateAll();
    assertThat(lines())
        .containsExactly(
            "off: Disabled - setting disable-extensions names it",
            "other: Disabled - setting disable-extensions names it");
    assertThat(log()).isEmpty();
  }

  @Test
  void misspeltIdToSwitchOffIsTold() {
    loud("off").jar(home.resolve("off/off.jar"));
    variables.put("PYFORGE_DISABLE_EXTENSIONS", "off,oof");
    load();
    assertThat(registry.takeNotices())
        .containsExactly(
            new Notice(
                "extension-unknown",
                "disable-extensions names 'oof', which is no extension; there are off"));
  }

  @Test
  void forceCoreLeavesOnlyTheBuiltIns() throws Exception {
    loud("p").jar(home.resolve("p/p.jar"));
    Path jar = loud("flat").jar(root.resolve("cp/flat.jar"));
    builtIns.add(new BuiltIn());
    variables.put("PYFORGE_FORCE_CORE", "true");
    try (URLClassLoader flat = loaderOf(jar)) {
      application = flat;
      load();
      registry.activateAll();
      assertThat(lines())
          .containsExactly(
              "core: Available - Built in",
              "p: Disabled - setting force-core leaves only the built-in parts");
      assertThat(log()).isEmpty();
    }
  }

  @Test
  void declaredPluginIsLoadedOnlyWhenWanted() {
    declared("lazy").jar(home.resolve("lazy/lazy.jar"));
    load();
    for (String input : List.of("a.csv", "lazy", "/lazy.d/x.csv", "s3a://x", "x.lazyy")) {
      registry.beforeConversion(ConversionRequest.of(input).withOutput("o.parquet"), n -> {});
    }
    assertThat(registry.declaredCommands()).containsExactly("lazy-cmd");
    assertThat(log()).isEmpty();
    assertThat(temp.newFolder("probe").getParent().toFile().list((d, n) -> n.startsWith("plugin")))
        .isEmpty();

    registry.activateFor(ConversionRequest.of("x.lazy.gz"));
    assertThat(log()).isEqualTo("loaded;started;");
    registry.activateAll();
    assertThat(log()).isEqualTo("loaded;started;");
    assertThat(registry.declaredCommands()).containsExactly("lazy-cmd");
  }

  @Test
  void everythingDeclaredWakesThePlugin() {
    declared("lazy").jar(home.resolve("lazy/lazy.jar"));
    ConversionRequest local = ConversionRequest.of("a.csv");
    for (ConversionRequest request :
        List.of(
            local.withInput("lz:/x"),
            local.withOutput("lz:/x"),
            local.withOutput("dir\\o.LAZY"),
            local.withInputFormat("lazy"),
            local.withOutputFormat("lazy"),
            local.withEngine("lazy-engine"))) {
      System.clearProperty(LOG);
      load();
      registry.activateFor(request);
      assertThat(log()).as(request.toString()).isEqualTo("loaded;started;");
      registry.close();
    }
    System.clearProperty(LOG);
    load();
    registry.activateForCommand("other");
    assertThat(log()).isEmpty();
    registry.activateForCommand("lazy-cmd");
    assertThat(log()).isEqualTo("loaded;started;");
  }

  @Test
  void listingAsksButDoesNotStart() {
    declared("lazy").jar(home.resolve("lazy/lazy.jar"));
    load();
    assertThat(lines()).containsExactly("lazy: Available - Declared");
    assertThat(log()).isEqualTo("loaded;");
    assertThat(registry.statusesFor("lz:/x")).hasSize(1);
    assertThat(registry.statusesFor("x.csv")).isEmpty();
  }

  @Test
  void fifteenProvidersAreDiscoveredByOpeningFewJarsAndLoadingNothing() {
    Path jar = declared("p0").jar(root.resolve("seed/p0.jar"));
    for (int i = 0; i < 15; i++) {
      declaredCopy(jar, i);
    }
    load();
    registry.activateFor(ConversionRequest.of("a.csv"));
    assertThat(log()).isEmpty();
    assertThat(temp.newFolder("probe").getParent().toFile().list((d, n) -> n.startsWith("plugin")))
        .isEmpty();
  }

  @Test
  void manifestThatNamesAnotherIdIsTold() {
    simple("real")
        .attribute("PyForge-Extension-Id", "claimed")
        .attribute("PyForge-Formats", "x")
        .jar(home.resolve("a/a.jar"));
    new PluginBuilder()
        .extension("Bad", "b", "{ if (true) throw new IllegalStateException(\"boom\"); }")
        .attribute("PyForge-Extension-Id", "b")
        .attribute("PyForge-Formats", "x")
        .jar(home.resolve("b/b.jar"));
    load();
    assertThat(lines())
        .containsExactly(
            "b: Failed - IllegalStateException: boom",
            "claimed: Failed - the manifest of a.jar names claimed, which its service file does not"
                + " provide");
  }

  @Test
  void hooksRunInOrderAndMayChangeTheRequest() {
    new PluginBuilder()
        .extension(
            "A",
            "a",
            "public ConversionRequest beforeConversion(ConversionRequest r) { return"
                + " r.withOption(\"a\", \"1\"); }"
                + "public void afterConversion(ConversionResult r) { "
                + SAY.formatted("after-a")
                + "}"
                + "public void onFailure(ConversionRequest r, ForgeException e) { "
                + SAY.formatted("fail-a")
                + "}")
        .jar(home.resolve("a/a.jar"));
    new PluginBuilder()
        .extension(
            "B",
            "b",
            "public ConversionRequest beforeConversion(ConversionRequest r) { return"
                + " r.withOption(\"b\", r.options().asMap().get(\"a\") + \"2\"); }")
        .jar(home.resolve("b/b.jar"));
    load();
    List<Notice> notices = new ArrayList<>();
    ConversionRequest changed =
        registry.beforeConversion(ConversionRequest.of("x.csv"), notices::add);
    assertThat(changed.options().asMap()).containsOnly(Map.entry("a", "1"), Map.entry("b", "12"));
    registry.afterConversion(anyResult(), notices::add);
    registry.onFailure(changed, new ForgeException(ErrorKind.INPUT, "x", "p", "r"), notices::add);
    assertThat(log()).isEqualTo("after-a;fail-a;");
    assertThat(notices).isEmpty();
  }

  @Test
  void throwingHookIsOneNoticeAndTheExtensionIsLeftOut() {
    for (String kind :
        List.of("throw new IllegalStateException(\"boom\");", "return rec(r);", "return null;")) {
      deleteTree(home.resolve("t"));
      new PluginBuilder()
          .extension(
              "T",
              "t",
              "ConversionRequest rec(ConversionRequest r) { return rec(r.withForce(true)); }"
                  + "public ConversionRequest beforeConversion(ConversionRequest r) { "
                  + kind
                  + " }"
                  + "public void afterConversion(ConversionResult r) { "
                  + SAY.formatted("after")
                  + "}")
          .jar(home.resolve("t/t.jar"));
      load();
      List<Notice> notices = new ArrayList<>();
      ConversionRequest request = ConversionRequest.of("x.csv");
      assertThat(registry.beforeConversion(request, notices::add)).isEqualTo(request);
      assertThat(registry.beforeConversion(request, notices::add)).isEqualTo(request);
      registry.afterConversion(anyResult(), notices::add);
      assertThat(notices).hasSize(1);
      assertThat(notices.get(0).code()).isEqualTo("extension-failed");
      assertThat(notices.get(0).message()).contains("extension t (").contains("beforeConversion: ");
      assertThat(lines().get(0)).startsWith("t: Failed - beforeConversion: ");
      assertThat(log()).isEmpty();
      registry.close();
    }
  }

  @Test
  void failingStartAndFailingPartsLeaveTheExtensionOut() {
    new PluginBuilder()
        .extension(
            "S",
            "s",
            "public void start(ForgeContext c) { throw new NoClassDefFoundError(\"x/Y\"); }")
        .jar(home.resolve("s/s.jar"));
    new PluginBuilder()
        .extension("P", "p", "public List<FormatReader> readers() { return null; }")
        .jar(home.resolve("p/p.jar"));
    new PluginBuilder()
        .extension(
            "Q",
            "q",
            "public List<CommandContribution> commands() { return List.of(new"
                + " CommandContribution(null, \"x\")); }")
        .jar(home.resolve("q/q.jar"));
    load();
    registry.activateAll();
    assertThat(registry.readers()).isEmpty();
    assertThat(registry.commands()).isEmpty();
    assertThat(lines())
        .hasSize(3)
        .contains(
            "q: Failed - commands: it returned null",
            "s: Failed - start: NoClassDefFoundError: x/Y")
        .anySatisfy(l -> assertThat(l).startsWith("p: Failed - readers: NullPointerException"));
  }

  @Test
  void outOfMemoryIsNotTheExtensionsToLose() {
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(
            () ->
                GuardedCall.run(
                    application,
                    () -> {
                      throw new OutOfMemoryError("heap");
                    },
                    problem -> {}));
    assertThat(GuardedCall.isOurs(new StackOverflowError())).isFalse();
    assertThat(GuardedCall.describe(new IllegalStateException()))
        .isEqualTo("IllegalStateException");
  }

  @Test
  void pluginSeesItsOwnLibrariesAndNothingOfTheApplication() {
    new PluginBuilder()
        .source("Helper", "public class Helper { public static String text() { return \"own\"; } }")
        .jar(home.resolve("iso/lib.jar"));
    new PluginBuilder()
        .source(
            "Helper", "public class Helper { public static String text() { return \"other\"; } }")
        .extension(
            "Iso",
            "iso",
            "static String see(String n) { try { Class.forName(n); return \"yes\"; } catch"
                + " (Throwable t) { return \"no\"; } }"
                + "public String description() { return Helper.text() + ' '"
                + " + see(\"io.pyforge.core.config.Settings\") + ' '"
                + " + see(\"org.apache.commons.compress.archivers.zip.ZipFile\") + ' '"
                + " + see(\"org.slf4j.Logger\") + ' ' + see(\"java.sql.Date\") + ' '"
                + " + see(\"org.jspecify.annotations.Nullable\") + ' '"
                + " + (Thread.currentThread().getContextClassLoader() =="
                + " Iso.class.getClassLoader()); }")
        .without("Helper")
        .jar(home.resolve("iso/iso.jar"));
    load();
    assertThat(lines()).containsExactly("iso: Available - own no no yes yes yes true");
  }

  @Test
  void serviceFilesOfLibrariesAreNotFollowed() {
    simple("main").attribute("PyForge-Extension-Id", "main").jar(home.resolve("x/main.jar"));
    new PluginBuilder().extension("Stray", "stray", "").jar(home.resolve("x/a-library.jar"));
    load();
    assertThat(lines()).containsExactly("main: Available");
  }

  @Test
  void partsRunWithTheClassLoaderOfTheirPlugin() throws Exception {
    new PluginBuilder()
        .extension("E", "e", "public List<Storage> storages() { return List.of(new St()); }")
        .source(
            "St",
            "public class St implements Storage {"
                + "static boolean own() { return Thread.currentThread().getContextClassLoader() =="
                + " St.class.getClassLoader(); }"
                + "public boolean handles(String l) { return own(); }"
                + "public InputSource source(String l) throws java.io.IOException { throw new"
                + " java.io.IOException(\"from plugin\"); }"
                + "public OutputTarget target(String l, boolean a, boolean b) { return new Ta(); }"
                + "public List<StorageEntry> list(String l, String g) { return List.of(); }"
                + "public Optional<StorageEntry> stat(String l) { return Optional.empty(); }"
                + "public void delete(String l) {} public void mkdirs(String l) {} }")
        .source(
            "Ta",
            "public class Ta implements OutputTarget {"
                + "public String location() { return \"\" + St.own(); }"
                + "public boolean folder() { return false; }"
                + "public java.io.OutputStream create(String n) { return null; }"
                + "public String locationOf(String n) { return n; }"
                + "public void publish() {} public void close() {} }")
        .jar(home.resolve("e/e.jar"));
    load();
    registry.activateAll();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Storage storage = registry.storages().get(0);
    assertThat(storage.handles("x")).isTrue();
    assertThat(storage.target("x", false, false).location()).isEqualTo("true");
    assertThat(storage.stat("x")).isEmpty();
    assertThat(storage).isEqualTo(storage).isNotEqualTo("x").hasToString(storage.toString());
    org.assertj.core.api.Assertions.assertThatIOException()
        .isThrownBy(() -> storage.source("x"))
        .withMessage("from plugin");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    assertThat(registry.storages().get(0)).isSameAs(storage);
  }

  @Test
  void builtInPartsWinButPluginStoragesComeFirst() {
    builtIns.add(new BuiltIn());
    String reader =
        "public List<FormatReader> readers() { return List.of(new Re(\"csv\"), new Re(\"own\")); }";
    String readerClass =
        "public class Re implements FormatReader { final String f; Re(String f) { this.f = f; }"
            + "public String format() { return f; } public String description() { return \"%s\"; }"
            + "public List<String> suffixes() { return List.of(); }"
            + "public List<OptionSpec> options() { return List.of(); }"
            + "public int match(SourceHead h) { return 0; }"
            + "public TabularInput open(InputSource s, OptionValues o, ReadContext c) { return null; } }";
    for (String id : List.of("p", "q")) {
      new PluginBuilder()
          .extension("E", id, reader)
          .source("Re", readerClass.formatted(id))
          .jar(home.resolve(id + "/x.jar"));
    }
    load();
    assertThat(registry.readers()).extracting(FormatReader::format).containsExactly("csv");
    registry.activateAll();
    assertThat(registry.readers())
        .extracting(FormatReader::format, FormatReader::description)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("csv", "built in"),
            org.assertj.core.groups.Tuple.tuple("own", "p"));
    assertThat(registry.readers()).hasSize(2);
    assertThat(registry.takeNotices())
        .extracting(Notice::message)
        .containsExactly(
            "the reader for format csv of extension p is not used: extension core has one",
            "the reader for format csv of extension q is not used: extension core has one",
            "the reader for format own of extension q is not used: extension p has one");
    assertThat(registry.writers()).isEmpty();
    assertThat(registry.engines()).extracting(ConversionEngine::id).containsExactly("local");
    assertThat(registry.commands()).extracting(CommandContribution::name).containsExactly("c");
    assertThat(registry.storages()).hasOnlyElementsOfType(LocalStorage.class).hasSize(1);
  }

  @Test
  void reloadTakesChangedFoldersAnewAndLeavesTheOthers() throws Exception {
    marked("a", "one").jar(home.resolve("a/a.jar"));
    marked("b", "b").jar(home.resolve("b/b.jar"));
    marked("gone", "gone").jar(home.resolve("gone/g.jar"));
    load();
    registry.activateAll();
    registry.reload();
    assertThat(log()).isEqualTo("start-one;start-b;start-gone;");
    Files.delete(home.resolve("a/a.jar"));
    marked("a", "second").jar(home.resolve("a/a.jar"));
    deleteTree(home.resolve("gone"));
    marked("new", "new").jar(home.resolve("new/n.jar"));
    registry.reload();
    registry.activateAll();
    assertThat(log())
        .startsWith("start-one;start-b;start-gone;")
        .contains("close-one;", "close-gone;", "start-second;", "start-new;")
        .doesNotContain("close-b");
    assertThat(lines())
        .containsExactly("a: Available - second", "b: Available - b", "new: Available - new");
    registry.close();
    assertThat(log()).contains("close-second;", "close-b;", "close-new;");
    assertThat(lines()).isEmpty();
  }

  @Test
  void jarMayBeReplacedWhileItsPluginIsInUse() throws Exception {
    new PluginBuilder()
        .extension("E", "e", "public void afterConversion(ConversionResult r) { Late.call(); }")
        .source("Late", "public class Late { static void call() { " + SAY.formatted("late") + "} }")
        .jar(home.resolve("e/e.jar"));
    load();
    registry.activateAll();
    Files.writeString(home.resolve("e/e.jar"), "overwritten");
    List<Notice> notices = new ArrayList<>();
    registry.afterConversion(anyResult(), notices::add);
    assertThat(log()).isEqualTo("late;");
    assertThat(notices).isEmpty();
  }

  @Test
  void failingCloseHarmsNobody() {
    new PluginBuilder()
        .extension("A", "a", "public void close() { throw new IllegalStateException(); }")
        .jar(home.resolve("a/a.jar"));
    marked("b", "b").jar(home.resolve("b/b.jar"));
    load();
    registry.activateAll();
    registry.close();
    assertThat(log()).isEqualTo("start-b;close-b;");
  }

  private void load() {
    properties.put("user.home", root.resolve("home").toString());
    properties.put("pyforge.home", root.resolve("dist").toString());
    HostEnvironment environment = new HostEnvironment(variables, properties);
    Settings settings = Settings.load(environment);
    registry =
        ExtensionRegistry.load(
            environment, settings, new Context(environment), temp, builtIns, given, application);
  }

  private List<String> lines() {
    return registry.statuses().stream().map(ExtensionStatus::line).toList();
  }

  private static String log() {
    return System.getProperty(LOG, "");
  }

  private static PluginBuilder simple(String id) {
    return new PluginBuilder().extension("E", id, "");
  }

  private static PluginBuilder loud(String id) {
    return new PluginBuilder()
        .extension(
            "E",
            id,
            "static { "
                + SAY.formatted("loaded")
                + " }"
                + "public void start(ForgeContext c) { "
                + SAY.formatted("started")
                + " }");
  }

  private static PluginBuilder declared(String id) {
    return loud(id)
        .attribute("PyForge-Extension-Id", id)
        .attribute("PyForge-Extension-Description", "Declared")
        .attribute("PyForge-Location-Prefixes", "lz:, lz2:")
        .attribute("PyForge-Formats", "lazy")
        .attribute("PyForge-Engines", "lazy-engine")
        .attribute("PyForge-Commands", "lazy-cmd");
  }

  private void declaredCopy(Path seed, int number) {
    try {
      Path folder = Files.createDirectories(home.resolve("p" + number));
      Files.copy(seed, folder.resolve("p.jar"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static PluginBuilder marked(String id, String mark) {
    return new PluginBuilder()
        .extension(
            "E",
            id,
            "public String description() { return \""
                + mark
                + "\"; }"
                + "public void start(ForgeContext c) { "
                + SAY.formatted("start-" + mark)
                + " }"
                + "public void close() { "
                + SAY.formatted("close-" + mark)
                + " }");
  }

  private static URLClassLoader loaderOf(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, ExtensionRegistry.class.getClassLoader());
  }

  private static ConversionResult anyResult() {
    return org.mockito.Mockito.mock(ConversionResult.class);
  }

  static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Context(HostEnvironment environment) implements ForgeContext {
    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }

    @Override
    public Path newTempFolder(String prefix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ConversionResult convertLocally(ConversionRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class BuiltIn implements ForgeExtension {
    @Override
    public String id() {
      return "core";
    }

    @Override
    public int spiLevel() {
      return 1;
    }

    @Override
    public String description() {
      return "Built in";
    }

    @Override
    public List<FormatReader> readers() {
      FormatReader csv = org.mockito.Mockito.mock(FormatReader.class);
      org.mockito.Mockito.when(csv.format()).thenReturn("csv");
      org.mockito.Mockito.when(csv.description()).thenReturn("built in");
      return List.of(csv);
    }

    @Override
    public List<Storage> storages() {
      return List.of(new LocalStorage(PrivateTemp.open(Path.of("unused"))));
    }

    @Override
    public List<ConversionEngine> engines() {
      return List.of(
          new ConversionEngine() {
            @Override
            public String id() {
              return "local";
            }

            @Override
            public EngineFit fit(ConversionRequest r, InputFacts f, HostEnvironment e) {
              return new EngineFit.Able("always");
            }

            @Override
            public ConversionResult run(ConversionRequest r, RunContext c) {
              throw new UnsupportedOperationException();
            }
          });
    }

    @Override
    public List<CommandContribution> commands() {
      return List.of(new CommandContribution("c", "command"));
    }
  }
}
