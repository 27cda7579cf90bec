package io.pyforge.spi.storage;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A family of locations. Locations are plain strings, never paths of this machine: {@code
 * dbfs:/Volumes/x} must mean the same on every operating system.
 *
 * <p>Failures are {@link io.pyforge.spi.error.ForgeException}s of kind NOT_FOUND, ACCESS, OUTPUT or
 * REMOTE; methods may be called from any thread.
 *
 * @since 1
 */
public interface Storage {
  /**
   * Whether this storage serves the location; quick and without I/O beyond a look at a local path.
   */
  boolean handles(String location);

  /** The options it honours, such as the profile to sign in with. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /** This storage with values for its options; values for options of other parts are ignored. */
  default Storage with(OptionValues options) {
    return this;
  }

  /**
   * The one spelling of a location that has several, such as {@code dbfs:/Volumes/x} for {@code
   * /Volumes/x}; two locations are the same object when these are equal.
   */
  default String normalized(String location) {
    return location;
  }

  /** What a result should tell about how the bytes came and went, by snake_case name. */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * Fails as {@link #target} would for a file or folder at a location, as far as that can be told
   * now and without a trace; asked before the input is opened, so that a long run does not end at a
   * closed door.
   */
  default void checkOutput(String location, boolean force) throws IOException {}

  /**
   * The object at a location.
   *
   * @throws io.pyforge.spi.error.ForgeException NOT_FOUND when nothing is there, ACCESS when it may
   *     not be read, USAGE when it is a folder
   */
  InputSource source(String location) throws IOException;

  /**
   * A place for an output. Checks what can be checked before work starts: that the output does not
   * exist or may be replaced, that the folder may be written.
   *
   * @param folder whether several files will be created in it
   * @param force whether an existing output may be replaced
   */
  OutputTarget target(String location, boolean folder, boolean force) throws IOException;

  /**
   * The objects directly in a folder whose names match, sorted by name.
   *
   * @param glob a pattern with {@code *} and {@code ?}; {@code *} for all
   */
  List<StorageEntry> list(String location, String glob) throws IOException;

  /** What is at a location, or empty when nothing is. */
  Optional<StorageEntry> stat(String location) throws IOException;

  /** Removes one object; no error when nothing is there. */
  void delete(String location) throws IOException;

  /** Makes a folder and those above it. */
  void mkdirs(String location) throws IOException;
}
