package io.pyforge.databricks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeLocationsTest {
  private static VolumeLocations locations(String catalog, String schema, String volume) {
    return new VolumeLocations(
        new DatabricksSettings(
            Optional.empty(),
            Optional.ofNullable(catalog),
            Optional.ofNullable(schema),
            Optional.ofNullable(volume),
            Optional.empty(),
            Long.MAX_VALUE,
            Optional.empty()),
        false);
  }

  private static final VolumeLocations PLAIN = locations(null, null, null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Volumes/c/s/v/x",
        "/Volumes",
        "/Volumes/no\0path/s/v/x",
        "dbfs:/Volumes/c/s/v/x",
        "dbfs:/old/x",
        "volume:x",
        "/volumes/c/s/v/x",
        "Volumes/c/s/v/x"
      })
  void placesInVolumesAreServedEvenIfMistyped(String location) {
    assertThat(PLAIN.handles(location)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.csv", "/tmp/x", "volumes.csv", "/Volumesx/y", "s3://b/Volumes/x", "a\0b", ""})
  void otherPlacesAreNot(String location) {
    assertThat(PLAIN.handles(location)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/Volumes/USB,/Volumes/USB/a/b/c.csv,false",
    "/Volumes/USB,/Volumes/USB,false",
    "/Volumes/USB,/Volumes/main/a/b/c.csv,true",
    "/Volumes,/Volumes/main/a/b/c.csv,true",
    "/volumes/USB,/volumes/USB/a/b/c.csv,false",
    "/volumes/USB,/volumes/main/a/b/c.csv,true",
    "Volumes,Volumes/c/s/v/x,false",
    "Volumes/c,Volumes/c/s/v/x,true"
  })
  void aDiskOfThisMachineIsNoVolume(Path there, String location, boolean volume) {
    VolumeLocations machine = new VolumeLocations(StorageFixture.NO_SETTINGS, false, there::equals);
    assertThat(machine.handles(location)).isEqualTo(volume);
  }

  @Test
  void insideDatabricksAVolumeIsAVolumeWhateverTheDiskHas() {
    VolumeLocations inside = new VolumeLocations(StorageFixture.NO_SETTINGS, true, path -> true);
    assertThat(inside.handles("/Volumes/c/s/v/x")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/Volumes/c/s/v/x,/Volumes/c/s/v/x",
    "dbfs:/Volumes/c/s/v/x/,/Volumes/c/s/v/x",
    "dbfs:///Volumes/c/s/v/x,/Volumes/c/s/v/x",
    "/Volumes/c/s/v/a%20b,/Volumes/c/s/v/a%20b"
  })
  void aLocationNamesOnePlace(String location, String path) {
    assertThat(PLAIN.path(location)).hasToString(path);
  }

  @Test
  void aShortLocationIsCompletedByTheDefaults() {
    assertThat(locations("c", "s", "v").path("volume:d/x.csv"))
        .hasToString("/Volumes/c/s/v/d/x.csv");
    assertThat(locations("c", "s", null).path("volume:v/x.csv"))
        .hasToString("/Volumes/c/s/v/x.csv");
    for (VolumeLocations incomplete :
        new VolumeLocations[] {locations(null, "s", "v"), locations("c", null, "v")}) {
      ForgeException failure =
          catchThrowableOfType(ForgeException.class, () -> incomplete.path("volume:x.csv"));
      assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
      assertThat(failure.remedy()).contains("PYFORGE_DATABRICKS_CATALOG").contains("yaml");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/volumes/c/s/v/x,did you mean /Volumes/c/s/v/x?",
    "Volumes/c/s/v/x,did you mean /Volumes/c/s/v/x?",
    "dbfs:Volumes/c/s/v/x,did you mean /Volumes/c/s/v/x?",
    "volume:/Volumes/c/s/v/x,did you mean /Volumes/c/s/v/x?",
    "volume:/x,did you mean volume:x?"
  })
  void aMistypedLocationIsCorrected(String location, String remedy) {
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> locations("c", "s", "v").path(location));
    assertThat(failure.code()).isEqualTo("bad-location");
    assertThat(failure.remedy()).isEqualTo(remedy);
  }

  @Test
  void theOlderFileSystemIsRefused() {
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> PLAIN.path("dbfs:/FileStore/x"));
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.problem()).contains("older file system");
  }
}
