package io.pyforge.core.engine;

import io.pyforge.core.storage.LocalStorage;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the storage that serves a location: the first that says so. */
public final class Locations {
  /** The code of the failure when no storage serves a location. */
  public static final String UNKNOWN = "location-unknown";

  private final List<Storage> storages;

  /**
   * @param storages those of extensions before the one for plain paths
   */
  public Locations(List<Storage> storages) {
    this.storages = List.copyOf(storages);
  }

  /** Every storage, with values for its options. */
  public Locations with(OptionValues options) {
    return options.asMap().isEmpty()
        ? this
        : new Locations(storages.stream().map(storage -> storage.with(options)).toList());
  }

  /** The options of the storages that serve a location; none when nothing serves it. */
  List<OptionSpec> options(String location) {
    return serving(location).map(Storage::options).orElse(List.of());
  }

  /** The options of every storage. */
  public List<OptionSpec> options() {
    return storages.stream().flatMap(storage -> storage.options().stream()).toList();
  }

  /** Whether two locations are the same object by their names. */
  boolean same(String one, String other) {
    return one.equals(other) || normalized(one).equals(normalized(other));
  }

  /** One text for all the ways to write a location, as far as they can be told apart. */
  public String absolute(String location) {
    try {
      return path(location)
          .map(path -> path.toAbsolutePath().normalize().toString())
          .orElseGet(() -> normalized(location));
    } catch (ForgeException e) {
      return location; // none that is understood; whoever goes there says why
    }
  }

  private String normalized(String location) {
    return serving(location).map(storage -> storage.normalized(location)).orElse(location);
  }

  /**
   * The storage of a location.
   *
   * @throws ForgeException USAGE if no storage serves it
   */
  public Storage of(String location) {
    return serving(location).orElseThrow(() -> unknown(location));
  }

  /** The path of a location, if the storage that serves it is this machine's file system. */
  public Optional<Path> path(String location) {
    return serving(location)
        .filter(LocalStorage.class::isInstance)
        .flatMap(storage -> LocalStorage.path(location));
  }

  private Optional<Storage> serving(String location) {
    return storages.stream().filter(storage -> storage.handles(location)).findFirst();
  }

  private static ForgeException unknown(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        UNKNOWN,
        "nothing here can reach " + location,
        SeparatePlugin.forLocation(location)
            .orElse("give a path of this machine, or see pyforge extensions for what is missing"));
  }
}
