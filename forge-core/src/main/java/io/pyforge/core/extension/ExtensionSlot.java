package io.pyforge.core.extension;

import io.pyforge.core.extension.ExtensionStatus.State;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.extension.Availability;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One extension through its life: declared by a manifest, loaded, asked whether it can work here,
 * started, perhaps failed, closed. Used by one thread at a time.
 */
final class ExtensionSlot {
  /** Brings the extension of a slot that was only declared so far. */
  interface Opener {
    Opened open() throws IOException;
  }

  /** A constructed extension, and the class loader to close with it, if it has one of its own. */
  record Opened(ForgeExtension extension, @Nullable PluginClassLoader ownLoader) {}

  private final String id;
  private final String origin;
  private final PluginManifest manifest;
  private final Consumer<String> warnings;
  private final Map<String, List<?>> parts = new HashMap<>();
  private @Nullable Opener opener;
  private @Nullable Opened opened;
  private @Nullable State settled;
  private String why = "";
  private String description;
  private String version = "";
  private boolean started;

  private ExtensionSlot(
      String id,
      String origin,
      PluginManifest manifest,
      @Nullable Opener opener,
      @Nullable Opened opened,
      Consumer<String> warnings) {
    this.id = id;
    this.origin = origin;
    this.manifest = manifest;
    this.opener = opener;
    this.opened = opened;
    this.warnings = warnings;
    description = manifest.description();
  }

  /** An extension known by its manifest alone. */
  static ExtensionSlot declared(
      String id,
      String origin,
      PluginManifest manifest,
      Opener opener,
      Consumer<String> warnings) {
    return new ExtensionSlot(id, origin, manifest, opener, null, warnings);
  }

  /** An extension that is constructed. */
  static ExtensionSlot loaded(
      String id, String origin, Opened opened, Consumer<String> warnings) {
    return new ExtensionSlot(id, origin, PluginManifest.NONE, null, opened, warnings);
  }

  /** An extension that will not be used, and why. */
  static ExtensionSlot settled(
      String id, String origin, PluginManifest manifest, State state, String why) {
    ExtensionSlot slot = new ExtensionSlot(id, origin, manifest, null, null, w -> {});
    slot.settled = state;
    slot.why = why;
    return slot;
  }

  String id() {
    return id;
  }

  String origin() {
    return origin;
  }

  PluginManifest manifest() {
    return manifest;
  }

  /** Whether it counts among extensions of one id: broken and disabled ones give way. */
  boolean usable() {
    return settled == null || settled == State.AVAILABLE || settled == State.UNAVAILABLE;
  }

  /** Whether it waits for something that it declares. */
  boolean waits() {
    return opened == null && settled == null && manifest.canWait();
  }

  /** Whether it was started and is not broken: its parts and hooks are in use. */
  boolean active() {
    return started && settled == State.AVAILABLE;
  }

  /** Loads it and asks whether it can work, once. */
  void settle(HostEnvironment environment) {
    if (settled != null) {
      return;
    }
    if (opened == null && opener != null) {
      Opener first = opener;
      opener = null;
      GuardedCall.run(Thread.currentThread().getContextClassLoader(), first::open, this::fail)
          .ifPresent(found -> opened = found);
      if (settled != null) {
        return;
      }
    }
    call("spiLevel", ForgeExtension::spiLevel).ifPresent(this::checkLevel);
    call("description", ForgeExtension::description)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> description = text);
    call("version", ForgeExtension::version).ifPresent(text -> version = text);
    call("availability", e -> e.availability(environment))
        .ifPresent(
            availability -> {
              settled = State.AVAILABLE;
              if (availability instanceof Availability.Unavailable unavailable) {
                settled = State.UNAVAILABLE;
                why = unavailable.why();
              }
            });
  }

  /** Settles it and, when it can work, starts it, once. */
  void activate(HostEnvironment environment, ForgeContext context) {
    settle(environment);
    if (settled == State.AVAILABLE && !started) {
      started =
          call(
                  "start",
                  e -> {
                    e.start(context);
                    return true;
                  })
              .isPresent();
    }
  }

  /**
   * What an active extension offers of one kind; asked once.
   *
   * @param contract the interface to wrap each part as, when the extension has its own class loader;
   *     null for parts that are no interface
   */
  <T> List<T> parts(
      String kind,
      @Nullable Class<T> contract,
      Function<ForgeExtension, List<T>> getter) {
    if (!active()) {
      return List.of();
    }
    List<?> known = parts.get(kind);
    if (known == null) {
      known =
          call(kind, e -> wrap(getter.apply(e), contract)).orElseGet(List::of);
      parts.put(kind, known);
    }
    @SuppressWarnings("unchecked") // every kind is asked for by one getter
    List<T> typed = (List<T>) known;
    return active() ? typed : List.of();
  }

  /** Whether a part was got from here. */
  boolean holds(Object part) {
    return parts.values().stream().anyMatch(list -> list.stream().anyMatch(known -> known == part));
  }

  /** Calls a hook of an active extension; empty when it fails, which ends its part in the run. */
  <T> Optional<T> hook(String name, Function<ForgeExtension, T> hook) {
    return active() ? call(name, hook) : Optional.empty();
  }

  /** One of its parts misbehaved. */
  void failPart(String what) {
    fail(what);
  }

  ExtensionStatus status() {
    return new ExtensionStatus(
        id, settled == null ? State.AVAILABLE : settled, description, version, why, origin);
  }

  /** Closes what was started; it may be started again. */
  void stop() {
    parts.clear();
    if (started) {
      started = false;
      call(
          "close",
          e -> {
            e.close();
            return true;
          });
    }
  }

  /** Closes what was started and gives up its classes. */
  void close() {
    stop();
    Opened last = opened;
    opened = null;
    if (last != null && last.ownLoader() != null) {
      try {
        last.ownLoader().close();
      } catch (IOException e) {
        // Its jars are copies in the private folder, which goes away with the process.
      }
    }
  }

  private <T> List<T> wrap(List<T> found, @Nullable Class<T> contract) {
    List<T> copy = List.copyOf(found);
    if (contract == null || opened == null || opened.ownLoader() == null) {
      return copy;
    }
    PluginClassLoader loader = opened.ownLoader();
    return copy.stream().map(part -> ContextProxy.of(contract, part, loader)).toList();
  }

  private void checkLevel(int level) {
    if (level < 1 || level > ForgeExtension.CURRENT_LEVEL) {
      fail(
          "it was made for level "
              + level
              + " of the extension contracts, and this version knows levels 1 to "
              + ForgeExtension.CURRENT_LEVEL
              + "; update PyForge or the extension");
    }
  }

  private <T> Optional<T> call(String name, Function<ForgeExtension, T> body) {
    Opened current = opened;
    if (current == null || settled == State.FAILED) {
      return Optional.empty();
    }
    ForgeExtension extension = current.extension();
    ClassLoader loader =
        current.ownLoader() != null
            ? current.ownLoader()
            : extension.getClass().getClassLoader();
    return GuardedCall.run(
        loader, () -> body.apply(extension), problem -> fail(name + ": " + problem));
  }

  private void fail(String problem) {
    settled = State.FAILED;
    why = problem;
    warnings.accept("extension " + id + " (" + origin + ") is left out: " + problem);
  }
}
