package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the storage that serves a location: the first that says so. */
public final class Locations {
  /** The code of the failure when no storage serves a location. */
  public static final String UNKNOWN = "location-unknown";

  private static final Pattern VOLUME = Pattern.compile("/Volumes/|dbfs:|volume:");

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

  private Optional<Storage> serving(String location) {
    return storages.stream().filter(storage -> storage.handles(location)).findFirst();
  }

  private static ForgeException unknown(String location) {
    return new ForgeException(
        ErrorKind.USAGE,
        UNKNOWN,
        "nothing here can reach " + location,
        VOLUME.matcher(location).lookingAt()
            ? "files in volumes of Databricks need the Databricks plug-in: put its folder into"
                + " plugins/databricks of the installation, or into ~/.pyforge/plugins/databricks"
            : "give a path of this machine, or see pyforge extensions for what is missing");
  }
}
