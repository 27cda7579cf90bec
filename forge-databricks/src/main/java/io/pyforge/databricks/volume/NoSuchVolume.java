package io.pyforge.databricks.volume;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The failure for a volume that is not there, or cannot be seen, by whichever way it was asked. */
public final class NoSuchVolume {
  private NoSuchVolume() {}

  /** The failure for the volume that {@code path} lies in. */
  public static ForgeException of(VolumePath path) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "volume-missing",
        path.volume() + ": there is no such volume",
        "check catalog, schema and volume with pyforge databricks volumes list, or make one with"
            + " volumes create; without USE CATALOG and USE SCHEMA it cannot be seen");
  }
}
