package io.pyforge.databricks.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Volumes/main/raw/in/data.csv",
        "dbfs:/Volumes/main/raw/in/data.csv",
        "dbfs:///Volumes/main/raw/in/data.csv",
      })
  void aFileHasThreeSpellings(String location) {
    VolumePath path = VolumePath.of(location);
    assertThat(VolumePath.isVolumeLocation(location)).isTrue();
    assertThat(path).hasToString("/Volumes/main/raw/in/data.csv");
    assertThat(path.name()).isEqualTo("data.csv");
    assertThat(path.isVolume()).isFalse();
    assertThat(path.parent()).contains(VolumePath.of("/Volumes/main/raw/in"));
    assertThat(path.volumeName()).isEqualTo("main.raw.in");
  }

  @Test
  void aVolumeMayEndInASlash() {
    VolumePath volume = VolumePath.of("/Volumes/Main/Raw/In/");
    assertThat(volume.isVolume()).isTrue();
    assertThat(volume.parent()).isEmpty();
    assertThat(volume).hasToString("/Volumes/Main/Raw/In");
    assertThat(volume.volumeName()).isEqualTo("main.raw.in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sp ace.csv",
        "h#y.csv",
        "q?x.csv",
        "100%25.csv",
        "a+b.csv",
        "br[1].csv",
        "{x}.csv",
        "\"quoted\".csv",
        "'single'.csv",
        "ü.csv",
        "u\u0308.csv",
        "\uD83D\uDE00.csv",
        "a:b.csv",
        "...",
        ".hidden",
        "dbfs:"
      })
  void oddNamesStayAsTheyAre(String name) {
    VolumePath path = VolumePath.of("/Volumes/c/s/v/" + name);
    assertThat(path.name()).isEqualTo(name);
    assertThat(VolumePath.of("/Volumes/c/s/v").child(name)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "/Volumes!catalog, schema and volume are needed",
        "/Volumes/c/s!catalog, schema and volume are needed",
        "/Volumes/c/s/!catalog, schema and volume are needed",
        "/Volumes/c//v/x!there is nothing between two slashes",
        "/Volumes/c/s/v//x!there is nothing between two slashes",
        "/Volumes/c/s/v/../w/x!'..' is no name",
        "/Volumes/c/s/v/./x!'.' is no name",
        "/Volumes/c/../../s!'..' is no name",
        "/Volumes/c/s/v/a\\b!a name has a backslash",
        "/Volumes/c/s/v/a\u0001b!a name has a control character",
        "/Volumes/c/s/v/a\u007Fb!a name has a control character",
      })
  void whatIsNoPathIsRefused(String location, String problem) {
    refused(location, problem);
  }

  @Test
  void halfCharactersAndLongNamesAreRefused() {
    refused("/Volumes/c/s/v/a\uD83D", "a name has half a character");
    refused("/Volumes/c/s/v/\uDE00a", "a name has half a character");
    assertThat(VolumePath.of("/Volumes/c/s/v/" + "ü".repeat(127) + "x").name()).hasSize(128);
    refused("/Volumes/c/s/v/" + "ü".repeat(128), "a name has 256 bytes, and 255 is the limit");
  }

  private static void refused(String location, String problem) {
    assertThatThrownBy(() -> VolumePath.of(location))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.code()).isEqualTo("bad-location");
              assertThat(e.problem()).endsWith(": " + problem);
              assertThat(e.remedy()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "", ".", ".."})
  void namesFromAListingAreNotTrusted(String name) {
    assertThatThrownBy(() -> VolumePath.of("/Volumes/c/s/v").child(name))
        .isInstanceOf(ForgeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/volumes/c/s/v/x, /Volumes/c/s/v/x",
    "Volumes/c/s/v/x, /Volumes/c/s/v/x",
    "dbfs:Volumes/c/s/v/x, /Volumes/c/s/v/x",
    "DBFS:/Volumes/c/s/v/x, /Volumes/c/s/v/x",
    "//Volumes/c/s/v/x, /Volumes/c/s/v/x",
    "/Volumes/c/s/v/x, ''",
    "volumes/c/x, ''",
    "data/Volumes/x, ''",
    "dbfs:/tmp/x, ''",
    "VolumesOf.csv, ''",
  })
  void nearMissesAreNoticed(String location, String meant) {
    assertThat(VolumePath.correction(location).orElse("")).isEqualTo(meant);
  }

  @Test
  void placeWithinAnotherIsJudgedByWholeNames() {
    VolumePath folder = VolumePath.of("/Volumes/c/s/v/a");
    assertThat(VolumePath.of("/Volumes/C/S/v/a/b").startsWith(folder)).isTrue();
    assertThat(folder.startsWith(folder)).isTrue();
    assertThat(VolumePath.of("/Volumes/c/s/v/ab").startsWith(folder)).isFalse();
    assertThat(VolumePath.of("/Volumes/c/s/v").startsWith(folder)).isFalse();
    assertThat(VolumePath.of("/Volumes/c/s/w/a/b").startsWith(folder)).isFalse();
  }
}
