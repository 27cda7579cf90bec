package io.pyforge.core.bulk;

import io.pyforge.core.engine.FormatCatalog;
import io.pyforge.core.engine.InputSearch;
import io.pyforge.core.engine.Locations;
import io.pyforge.core.storage.LocalStorage;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Local files, with other storages before them if wanted, and a conversion that a test replaces. An
 * output is Parquet, of a PDF text, unless the request says otherwise.
 */
class TestSurroundings implements Surroundings {
  private final Locations locations;

  TestSurroundings(Storage... more) {
    List<Storage> storages = new ArrayList<>(List.of(more));
    storages.add(new LocalStorage(PrivateTemp.open(Path.of(System.getProperty("java.io.tmpdir")))));
    locations = new Locations(storages);
  }

  @Override
  public InputSearch.Result search(String location, InputSearch.Scope scope) {
    try {
      return new InputSearch(new FormatCatalog(List.of(), List.of()), locations)
          .find(location, scope);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<StorageEntry> stat(String location) {
    try {
      return locations.of(location).stat(location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<StorageEntry> list(String folder) {
    try {
      return locations.of(folder).list(folder, "*");
    } catch (ForgeException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> optionDefaults() {
    return Map.of();
  }

  @Override
  public Optional<Path> cacheFolder() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path(String location) {
    return locations.path(location);
  }

  @Override
  public String absolute(String location) {
    return locations.absolute(location);
  }

  @Override
  public String outputSuffix(String input, BulkRequest request) {
    return request
        .each()
        .outputFormat()
        .orElse(Places.suffix(input).equals("pdf") ? "txt" : "parquet");
  }

  @Override
  public int workers() {
    return 4;
  }

  @Override
  public ConversionResult convert(
      ConversionRequest request,
      int threads,
      ProgressListener progress,
      Cancellation cancellation) {
    return result(request);
  }

  /** A conversion of no rows. */
  static ConversionResult result(ConversionRequest request) {
    return new ConversionResult(
        request.input(),
        request.output().orElse(""),
        "parquet",
        "local",
        1,
        1,
        Duration.ofMillis(1),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of("platform", "local"));
  }
}
