package io.pyforge.core.bulk;

import io.pyforge.core.engine.InputSearch;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.storage.StorageEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run over many inputs asks of the application. Failures are {@link
 * io.pyforge.spi.error.ForgeException}s; methods may be called from any thread.
 */
public interface Surroundings {
  /** The inputs that a location stands for. */
  InputSearch.Result search(String location, InputSearch.Scope scope);

  /** What is at a location, or empty when nothing is. */
  Optional<StorageEntry> stat(String location);

  /** What is directly in a folder, without hidden names; nothing when the folder is not there. */
  List<StorageEntry> list(String folder);

  /** The path of a location, if it is one of this machine's file system. */
  Optional<Path> path(String location);

  /** One text for all the ways to write a location, as far as they can be told apart. */
  String absolute(String location);

  /** The suffix of the output of an input, without the dot. */
  String outputSuffix(String input, BulkRequest request);

  /** Options from the configuration, by name. */
  Map<String, String> optionDefaults();

  /** Where to keep what is known of earlier runs; empty when there is no such place. */
  Optional<Path> cacheFolder();

  /** How many threads may work in all. */
  int workers();

  /**
   * Converts one input.
   *
   * @param threads for reading and encoding
   */
  ConversionResult convert(
      ConversionRequest request, int threads, ProgressListener progress, Cancellation cancellation);
}
