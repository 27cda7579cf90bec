package io.pyforge.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemoryTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for a storage of another author that implements no more than it must. */
class StorageDefaultsTest {
  private final Storage storage = new Plain();

  @Test
  void aStorageTakesNoOptionsAndIsTheSameWithAny() {
    assertThat(storage.options()).isEmpty();
    assertThat(storage.with(OptionValues.of(Map.of("profile", "work")))).isSameAs(storage);
  }

  @Test
  void aLocationHasOneSpelling() {
    assertThat(storage.normalized("x:/A/b")).isEqualTo("x:/A/b");
    assertThat(storage.facts()).isEmpty();
  }

  @Test
  void anOutputIsNotCheckedBeforeItsTargetIs() throws IOException {
    storage.checkOutput("x:/there", false); // no failure
    try (OutputTarget target = storage.target("x:/there", false, true)) {
      assertThat(target.notices()).isEmpty();
    }
  }

  private static final class Plain implements Storage {
    @Override
    public boolean handles(String location) {
      return location.startsWith("x:");
    }

    @Override
    public InputSource source(String location) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OutputTarget target(String location, boolean folder, boolean force) {
      return MemoryTarget.ofFile();
    }

    @Override
    public List<StorageEntry> list(String location, String glob) {
      return List.of();
    }

    @Override
    public Optional<StorageEntry> stat(String location) {
      return Optional.empty();
    }

    @Override
    public void delete(String location) {}

    @Override
    public void mkdirs(String location) {}
  }
}
