package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.storage.Storage;
import java.util.List;

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

  /**
   * The storage of a location.
   *
   * @throws ForgeException USAGE if no storage serves it
   */
  public Storage of(String location) {
    for (Storage storage : storages) {
      if (storage.handles(location)) {
        return storage;
      }
    }
    throw new ForgeException(
        ErrorKind.USAGE,
        UNKNOWN,
        "nothing here can reach " + location,
        "give a path of this machine, or see pyforge extensions for what is missing");
  }
}
