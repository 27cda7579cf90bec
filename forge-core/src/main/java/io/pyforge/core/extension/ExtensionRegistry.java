package io.pyforge.core.extension;

import io.pyforge.core.config.Settings;
import io.pyforge.core.extension.ExtensionStatus.State;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every extension there is: the built-in ones, those the caller gives, plug-in folders, and what
 * the class path provides.
 *
 * <p>Plug-ins are looked for in the folders of setting {@code plugin-path}, in {@code
 * ~/.pyforge/plugins}, and in {@code plugins} of the distribution ({@code pyforge.home}); of two
 * extensions of one id the one found first counts, one that the caller gives before all others, and
 * the class path comes last. The class path is that of the class loader which loaded this class;
 * the thread's context class loader, which in a notebook is another, has no say. A plug-in whose
 * manifest declares what it serves is loaded when {@link #activateFor a request} concerns it; one
 * that declares nothing takes part in every conversion.
 *
 * <p>Nothing an extension does wrong comes out of here: it is left out, and a notice {@code
 * extension-failed} says so. Thread-safe.
 */
public final class ExtensionRegistry implements AutoCloseable {
  /** The id that the built-in extension has and no other may. */
  public static final String RESERVED_ID = "core";

  /**
   * The system property that, set to {@code false}, keeps the class path from being searched. It is
   * for launchers whose class path holds no extension: the search opens every jar there, which
   * takes 40 to 110 ms with the Hadoop jars among them.
   */
  public static final String CLASS_PATH_PROPERTY = "pyforge.class-path-extensions";

  static final String FAILED_CODE = "extension-failed";
  private static final String HIDDEN_CODE = "extension-part-hidden";
  private static final String BUILT_IN = "built in";
  private static final String CLASS_PATH = "class path";
  private static final String GIVEN = "the caller";
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final HostEnvironment environment;
  private final Settings settings;
  private final ForgeContext context;
  private final PrivateTemp temp;
  private final ClassLoader application;
  private final List<ExtensionSlot> builtIns = new ArrayList<>();
  private final List<Notice> pending = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private List<ExtensionSlot> given = List.of();
  private List<ExtensionSlot> classPath = List.of();
  private Map<String, List<ExtensionSlot>> folders = new LinkedHashMap<>();
  private List<ExtensionSlot> slots = List.of();

  private ExtensionRegistry(
      HostEnvironment environment,
      Settings settings,
      ForgeContext context,
      PrivateTemp temp,
      ClassLoader application) {
    this.environment = environment;
    this.settings = settings;
    this.context = context;
    this.temp = temp;
    this.application = application;
  }

  /**
   * Finds all extensions. Plug-ins that can wait are not loaded, others are constructed and no
   * more.
   *
   * @param context handed to each extension when it is started
   * @param temp where the jars of plug-ins are copied to; must outlive the registry
   * @param builtIns constructed by the application, which they are a part of
   */
  public static ExtensionRegistry load(
      HostEnvironment environment,
      Settings settings,
      ForgeContext context,
      PrivateTemp temp,
      List<ForgeExtension> builtIns) {
    return load(environment, settings, context, temp, builtIns, List.of());
  }

  /**
   * As the other method, with extensions that the caller made. They are started and closed by the
   * registry as those that it finds, and switched off by the same settings.
   */
  public static ExtensionRegistry load(
      HostEnvironment environment,
      Settings settings,
      ForgeContext context,
      PrivateTemp temp,
      List<ForgeExtension> builtIns,
      List<ForgeExtension> given) {
    ClassLoader application = ExtensionRegistry.class.getClassLoader();
    return load(environment, settings, context, temp, builtIns, given, application);
  }

  static ExtensionRegistry load(
      HostEnvironment environment,
      Settings settings,
      ForgeContext context,
      PrivateTemp temp,
      List<ForgeExtension> builtIns,
      List<ForgeExtension> given,
      ClassLoader application) {
    ExtensionRegistry registry =
        new ExtensionRegistry(environment, settings, context, temp, application);
    for (ForgeExtension extension : builtIns) {
      registry.builtIns.add(
          ExtensionSlot.loaded(
              extension.id(), BUILT_IN, new ExtensionSlot.Opened(extension, null), registry::warn));
    }
    registry.given =
        given.stream()
            .map(extension -> registry.slot(extension, className(extension), GIVEN, null))
            .toList();
    boolean searched = registry.property(CLASS_PATH_PROPERTY).filter("false"::equals).isEmpty();
    if (searched && !settings.forceCore()) {
      registry.classPath = registry.fromClassPath();
    }
    registry.reload();
    return registry;
  }

  /**
   * Loads and starts what a conversion may need. {@link #readers} and the like then include it.
   * When no reader recognises an input, {@link #activateAll} may bring one that does.
   */
  public synchronized void activateFor(ConversionRequest request) {
    activate(slot -> !slot.waits() || slot.manifest().concerns(request));
  }

  /** Loads and starts every extension that serves a command, by its manifest or without one. */
  public synchronized void activateForCommand(String command) {
    activate(slot -> !slot.waits() || slot.manifest().commands().contains(command));
  }

  /** Loads and starts every extension. */
  public synchronized void activateAll() {
    activate(slot -> true);
  }

  /** Commands that manifests declare, known without loading anything. */
  public synchronized List<String> declaredCommands() {
    Set<String> names = new TreeSet<>();
    for (ExtensionSlot slot : slots) {
      if (slot.waits() || slot.active()) {
        names.addAll(slot.manifest().commands());
      }
    }
    return List.copyOf(names);
  }

  /**
   * The formats that active extensions read: the built-in ones first, then by extension id. Of two
   * readers of one format the first counts.
   */
  public synchronized List<FormatReader> readers() {
    return distinct(
        "readers",
        "reader for format",
        FormatReader.class,
        ForgeExtension::readers,
        FormatReader::format);
  }

  /** The formats that active extensions write, as {@link #readers}. */
  public synchronized List<FormatWriter> writers() {
    return distinct(
        "writers",
        "writer for format",
        FormatWriter.class,
        ForgeExtension::writers,
        FormatWriter::format);
  }

  /** The engines of active extensions, as {@link #readers}. */
  public synchronized List<ConversionEngine> engines() {
    return distinct(
        "engines", "engine", ConversionEngine.class, ForgeExtension::engines, ConversionEngine::id);
  }

  /** The commands of active extensions, as {@link #readers}. */
  public synchronized List<CommandContribution> commands() {
    return distinct(
        "commands", "command", null, ForgeExtension::commands, CommandContribution::name);
  }

  /** What the active extensions tell about where this runs; of two the first counts. */
  public synchronized Map<String, String> environmentFacts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (ExtensionSlot slot : all()) {
      slot.hook("environmentFacts", ForgeExtension::environmentFacts)
          .ifPresent(told -> told.forEach(facts::putIfAbsent));
    }
    return facts;
  }

  /**
   * The id of the extension that a reader, writer, engine or storage got from here belongs to.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public synchronized String owner(Object part) {
    return all().stream()
        .filter(slot -> slot.holds(part))
        .findFirst()
        .map(ExtensionSlot::id)
        .orElseThrow(() -> new IllegalArgumentException("no part of an extension: " + part));
  }

  /**
   * The storages of active extensions. Unlike the other parts the built-in ones come last: they
   * take every plain path, and {@code /Volumes/x} is one.
   */
  public synchronized List<Storage> storages() {
    List<Storage> result = new ArrayList<>();
    for (ExtensionSlot slot : slots) {
      result.addAll(slot.parts("storages", Storage.class, ForgeExtension::storages));
    }
    activate(builtIns::contains);
    for (ExtensionSlot slot : builtIns) {
      result.addAll(slot.parts("storages", Storage.class, ForgeExtension::storages));
    }
    return result;
  }

  /**
   * Every extension by id. Those that wait are loaded to ask whether they can work, not started.
   */
  public synchronized List<ExtensionStatus> statuses() {
    all().forEach(slot -> slot.settle(environment));
    return all().stream()
        .map(ExtensionSlot::status)
        .sorted(Comparator.comparing(ExtensionStatus::id).thenComparing(ExtensionStatus::origin))
        .toList();
  }

  /**
   * Extensions that say they serve a location, to tell why nobody serves it now. Where none says
   * so, those that are broken: what they would have served is not known.
   */
  public synchronized List<ExtensionStatus> statusesFor(String location) {
    List<ExtensionSlot> serving =
        slots.stream().filter(slot -> slot.manifest().concernsLocation(location)).toList();
    serving.forEach(slot -> slot.settle(environment));
    List<ExtensionStatus> declared = serving.stream().map(ExtensionSlot::status).toList();
    return declared.isEmpty()
        ? all().stream()
            .map(ExtensionSlot::status)
            .filter(status -> status.state() == State.FAILED)
            .toList()
        : declared;
  }

  /** What went wrong since this was last asked, for the result of the current conversion. */
  public synchronized List<Notice> takeNotices() {
    List<Notice> taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }

  /**
   * Activates what the request concerns, and lets the active extensions change it, by id.
   *
   * @param notices gets what went wrong
   */
  public synchronized ConversionRequest beforeConversion(
      ConversionRequest request, Consumer<Notice> notices) {
    activateFor(request);
    ConversionRequest current = request;
    for (ExtensionSlot slot : all()) {
      ConversionRequest given = current;
      current = slot.hook("beforeConversion", e -> e.beforeConversion(given)).orElse(given);
    }
    if (current != request) { // comparing two records costs start-up time, activating twice nothing
      activateFor(current);
    }
    takeNotices().forEach(notices);
    return current;
  }

  /** Tells the active extensions that a conversion was done. */
  public synchronized void afterConversion(ConversionResult result, Consumer<Notice> notices) {
    for (ExtensionSlot slot : all()) {
      slot.hook(
          "afterConversion",
          e -> {
            e.afterConversion(result);
            return true;
          });
    }
    takeNotices().forEach(notices);
  }

  /** Tells the active extensions that a conversion failed. */
  public synchronized void onFailure(
      ConversionRequest request, ForgeException failure, Consumer<Notice> notices) {
    for (ExtensionSlot slot : all()) {
      slot.hook(
          "onFailure",
          e -> {
            e.onFailure(request, failure);
            return true;
          });
    }
    takeNotices().forEach(notices);
  }

  /**
   * Looks at the plug-in folders again. Unchanged ones stay as they are; changed ones get a fresh
   * loader, those that are gone are closed.
   */
  public synchronized void reload() {
    Map<String, List<ExtensionSlot>> before = folders;
    Map<String, List<ExtensionSlot>> now = new LinkedHashMap<>();
    List<PluginFolder> found = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path place : places()) {
      for (PluginFolder folder : PluginFolder.in(place)) {
        if (seen.add(folder.path().toAbsolutePath().normalize())) {
          found.add(folder);
        }
      }
    }
    for (PluginFolder folder : found) {
      List<ExtensionSlot> kept = before.remove(folder.fingerprint());
      now.put(folder.fingerprint(), kept == null ? fromFolder(folder) : kept);
    }
    before.values().forEach(gone -> gone.forEach(ExtensionSlot::close));
    folders = now;
    arrange();
  }

  /** Closes every extension that was started. */
  @Override
  public synchronized void close() {
    all().forEach(ExtensionSlot::close);
    folders.values().forEach(list -> list.forEach(ExtensionSlot::close));
    slots = List.of();
    folders = new LinkedHashMap<>();
    given = List.of();
    classPath = List.of();
    builtIns.clear();
  }

  /** Decides among extensions of one id. */
  private void arrange() {
    Map<String, String> winners = new LinkedHashMap<>();
    builtIns.forEach(slot -> winners.put(slot.id(), BUILT_IN));
    List<ExtensionSlot> arranged = new ArrayList<>();
    List<ExtensionSlot> candidates = new ArrayList<>(given);
    folders.values().forEach(candidates::addAll);
    candidates.addAll(classPath);
    for (ExtensionSlot slot : candidates) {
      String winner = slot.usable() ? winners.putIfAbsent(slot.id(), slot.origin()) : null;
      if (winner == null) {
        arranged.add(slot);
      } else {
        if (slot.origin().equals(CLASS_PATH) || slot.origin().equals(GIVEN)) {
          slot.stop();
        } else {
          slot.close(); // should it count again after a reload, it is opened afresh
          folders.values().removeIf(list -> list.contains(slot));
        }
        arranged.add(
            ExtensionSlot.settled(
                slot.id(),
                slot.origin(),
                PluginManifest.NONE,
                State.SHADOWED,
                "the one of " + winner + " is used"));
      }
    }
    arranged.sort(Comparator.comparing(ExtensionSlot::id));
    slots = arranged;
    tellUnknownDisabled();
  }

  /** A misspelt id would switch nothing off, and nobody would know. */
  private void tellUnknownDisabled() {
    if (settings.disabledExtensions().isEmpty() || settings.forceCore()) {
      return; // the built-in parts alone: the others were not looked for
    }
    Set<String> known = new TreeSet<>();
    all().forEach(slot -> known.add(slot.id()));
    for (String id : settings.disabledExtensions()) {
      if (!known.contains(id)) {
        tell(
            "extension-unknown",
            "disable-extensions names '"
                + id
                + "', which is no extension; there are "
                + String.join(", ", known));
      }
    }
  }

  private List<Path> places() {
    List<Path> places = new ArrayList<>();
    for (Path entry : settings.pluginPath()) {
      if (!Files.isDirectory(entry)) {
        tell("plugin-path-missing", entry + ": this folder of the plugin-path is not there");
      }
      places.add(entry);
    }
    property("user.home").ifPresent(home -> places.add(Path.of(home, ".pyforge", "plugins")));
    property("pyforge.home").ifPresent(home -> places.add(Path.of(home, "plugins")));
    return places;
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(environment.properties().get(name))
        .filter(Predicate.not(String::isEmpty));
  }

  private List<ExtensionSlot> fromClassPath() {
    Providers providers = Providers.of(application);
    List<ExtensionSlot> found = new ArrayList<>();
    for (ForgeExtension extension : providers.extensions()) {
      found.add(slot(extension, className(extension), CLASS_PATH, null));
    }
    for (String failure : providers.failures()) {
      found.add(failed("unknown", CLASS_PATH, failure));
    }
    return found;
  }

  private List<ExtensionSlot> fromFolder(PluginFolder folder) {
    String origin = folder.path().toString();
    PluginManifest manifest = folder.manifest();
    String name = manifest.id().orElse(folder.name());
    Optional<String> disabled = disabled(name);
    if (disabled.isPresent()) {
      return List.of(ExtensionSlot.settled(name, origin, manifest, State.DISABLED, disabled.get()));
    }
    Path mainJar = folder.mainJar();
    if (mainJar == null) {
      return List.of(failed(name, origin, folder.problem()));
    }
    Optional<String> badId = manifest.id().flatMap(ExtensionRegistry::problemOf);
    if (badId.isPresent()) {
      return List.of(failed(folder.name(), origin, badId.get()));
    }
    if (manifest.canWait()) {
      return List.of(
          ExtensionSlot.declared(
              name, origin, manifest, () -> openOne(folder, mainJar, name), this::warn));
    }
    return fromProviders(folder, mainJar, origin);
  }

  /** The one extension that a manifest names. */
  private ExtensionSlot.Opened openOne(PluginFolder folder, Path mainJar, String id)
      throws IOException {
    PluginClassLoader loader = PluginClassLoader.open(folder, mainJar, temp, application);
    Providers providers = Providers.of(loader);
    for (ForgeExtension extension : providers.extensions()) {
      if (GuardedCall.run(loader, extension::id, problem -> {}).filter(id::equals).isPresent()) {
        return new ExtensionSlot.Opened(extension, loader);
      }
    }
    loader.close();
    throw new IOException(
        providers.failures().isEmpty()
            ? "the manifest of "
                + mainJar.getFileName()
                + " names "
                + id
                + ", which its service file does not provide"
            : providers.failures().get(0));
  }

  private List<ExtensionSlot> fromProviders(PluginFolder folder, Path mainJar, String origin) {
    PluginClassLoader loader;
    try {
      loader = PluginClassLoader.open(folder, mainJar, temp, application);
    } catch (IOException e) {
      return List.of(failed(folder.name(), origin, GuardedCall.describe(e)));
    }
    Providers providers = Providers.of(loader);
    List<ExtensionSlot> found = new ArrayList<>();
    for (ForgeExtension extension : providers.extensions()) {
      found.add(slot(extension, folder.name(), origin, loader));
    }
    for (String failure : providers.failures()) {
      found.add(failed(folder.name(), origin, failure));
    }
    if (found.isEmpty()) {
      found.add(failed(folder.name(), origin, "its service file names no extension"));
    }
    return found;
  }

  private ExtensionSlot slot(
      ForgeExtension extension, String name, String origin, @Nullable PluginClassLoader loader) {
    ClassLoader classes = loader == null ? extension.getClass().getClassLoader() : loader;
    List<String> problems = new ArrayList<>();
    String id =
        GuardedCall.run(classes, extension::id, problem -> problems.add("id: " + problem))
            .orElse("");
    if (problems.isEmpty()) {
      problemOf(id).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      return failed(name, origin, problems.get(0));
    }
    Optional<String> disabled = disabled(id);
    return disabled.isPresent()
        ? ExtensionSlot.settled(id, origin, PluginManifest.NONE, State.DISABLED, disabled.get())
        : ExtensionSlot.loaded(id, origin, new ExtensionSlot.Opened(extension, loader), this::warn);
  }

  /** What stands for an extension that does not tell its id. */
  private static String className(ForgeExtension extension) {
    return extension.getClass().getName();
  }

  private static Optional<String> problemOf(String id) {
    if (id.equals(RESERVED_ID)) {
      return Optional.of("the id '" + id + "' is reserved for the built-in parts");
    }
    return ID.matcher(id).matches()
        ? Optional.empty()
        : Optional.of("the id '" + id + "' is not made of lower-case words joined by hyphens");
  }

  private Optional<String> disabled(String id) {
    if (settings.forceCore()) {
      return Optional.of("setting force-core leaves only the built-in parts");
    }
    return settings.disabledExtensions().contains(id)
        ? Optional.of("setting disable-extensions names it")
        : Optional.empty();
  }

  private ExtensionSlot failed(String name, String origin, String why) {
    warn("extension " + name + " (" + origin + ") is left out: " + why);
    return ExtensionSlot.settled(name, origin, PluginManifest.NONE, State.FAILED, why);
  }

  private void activate(Predicate<ExtensionSlot> wanted) {
    for (ExtensionSlot slot : all()) {
      if (wanted.test(slot)) {
        slot.activate(environment, context);
      }
    }
  }

  /** Built-in extensions first, then the others by id. */
  private List<ExtensionSlot> all() {
    List<ExtensionSlot> all = new ArrayList<>(builtIns);
    all.addAll(slots);
    return all;
  }

  private <T> List<T> distinct(
      String kind,
      String what,
      @Nullable Class<T> contract,
      Function<ForgeExtension, List<T>> getter,
      Function<T, String> key) {
    activate(builtIns::contains);
    Map<String, T> byKey = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    for (ExtensionSlot slot : all()) {
      for (T part : slot.parts(kind, contract, getter)) {
        Optional<String> name =
            GuardedCall.run(
                Objects.requireNonNullElse(part.getClass().getClassLoader(), application),
                () -> key.apply(part),
                problem -> slot.failPart(kind + ": " + problem));
        if (name.isEmpty()) {
          break;
        }
        String owner = owners.putIfAbsent(name.get(), slot.id());
        if (owner == null) {
          byKey.put(name.get(), part);
        } else {
          tell(
              HIDDEN_CODE,
              "the "
                  + what
                  + " "
                  + name.get()
                  + " of extension "
                  + slot.id()
                  + " is not used: extension "
                  + owner
                  + " has one");
        }
      }
    }
    return List.copyOf(byKey.values());
  }

  private void warn(String message) {
    tell(FAILED_CODE, message);
  }

  /** Every sentence once, however often its reason comes up. */
  private void tell(String code, String message) {
    if (told.add(message)) {
      pending.add(new Notice(code, message));
    }
  }
}
