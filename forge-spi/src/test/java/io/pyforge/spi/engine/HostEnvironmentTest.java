package io.pyforge.spi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostEnvironmentTest {
  @Test
  void theCacheIsBelowTheHomeFolder() {
    assertThat(of(Map.of(), Map.of("user.home", "/u/ann")))
        .contains(Path.of("/u/ann/.cache/pyforge"));
  }

  @Test
  void aCacheFolderOfTheUserIsTaken() {
    Map<String, String> home = Map.of("user.home", "/u/ann", "os.name", "Linux");
    assertThat(of(Map.of("XDG_CACHE_HOME", "/cache"), home)).contains(Path.of("/cache/pyforge"));
    assertThat(of(Map.of("XDG_CACHE_HOME", "cache"), home))
        .contains(Path.of("/u/ann/.cache/pyforge"));
    assertThat(of(Map.of("LOCALAPPDATA", "/local"), home))
        .contains(Path.of("/u/ann/.cache/pyforge"));
  }

  @Test
  void windowsHasItsOwnCache() {
    Map<String, String> windows = Map.of("user.home", "/users/ann", "os.name", "Windows 11");
    assertThat(of(Map.of("LOCALAPPDATA", "/users/ann/local"), windows))
        .contains(Path.of("/users/ann/local/pyforge"));
    assertThat(of(Map.of(), windows)).contains(Path.of("/users/ann/.cache/pyforge"));
  }

  @Test
  void withoutAHomeThereIsNoCache() {
    assertThat(of(Map.of(), Map.of())).isEmpty();
    assertThat(of(Map.of(), Map.of("user.home", ""))).isEmpty();
    assertThat(of(Map.of(), Map.of("user.home", "\0"))).isEmpty();
  }

  private static Optional<Path> of(Map<String, String> variables, Map<String, String> properties) {
    return new HostEnvironment(variables, properties).cacheFolder();
  }
}
