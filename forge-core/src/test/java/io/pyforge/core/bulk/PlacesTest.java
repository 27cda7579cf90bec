package io.pyforge.core.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
  @ParameterizedTest
  @CsvSource({
    "data/sales.csv, sales, csv",
    "sales.CSV.gz, sales, csv",
    "sales.2024.csv, sales.2024, csv",
    "dbfs:/Volumes/a/b.json, b, json",
    "folder/, folder, ''",
    ".hidden, .hidden, ''",
    "archive.gz, archive, gz",
    "-, -, ''"
  })
  void stemAndSuffixComeFromTheLastPart(String location, String stem, String suffix) {
    assertThat(Places.stem(location)).isEqualTo(stem);
    assertThat(Places.suffix(location)).isEqualTo(suffix);
  }

  @Test
  void namesGoIntoFoldersWithOneSeparator() {
    assertThat(Places.within("out", "a.parquet")).isEqualTo("out/a.parquet");
    assertThat(Places.within("out/", "a.parquet")).isEqualTo("out/a.parquet");
    assertThat(Places.within("dbfs:/x/", "a.parquet")).isEqualTo("dbfs:/x/a.parquet");
  }

  @Test
  void folderIsEverythingBeforeTheLastPart() {
    assertThat(Places.folder("data/sales.csv")).isEqualTo("data/");
    assertThat(Places.folder("dbfs:/Volumes/a/")).isEqualTo("dbfs:/Volumes/");
    assertThat(Places.folder("sales.csv")).isEmpty();
    assertThat(Places.withoutSeparator("data//")).isEqualTo("data");
    assertThat(Places.withoutSeparator("/")).isEqualTo("/");
  }

  @Test
  void onlyTheLastPartHasAPattern() {
    assertThat(Places.hasPattern("dbfs:/x/*.csv")).isTrue();
    assertThat(Places.hasPattern("data/a?.csv")).isTrue();
    assertThat(Places.hasPattern("da*ta/a.csv")).isFalse();
  }
}
