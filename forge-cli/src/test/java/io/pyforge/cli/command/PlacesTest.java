package io.pyforge.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
  void onlyFileLocationsAreLocal() {
    assertThat(Places.local("dbfs:/Volumes/x")).isEmpty();
    assertThat(Places.local("s3a://bucket/x")).isEmpty();
    assertThat(Places.local("a/b.csv")).contains(Path.of("a/b.csv"));
    assertThat(Places.local("file:/a/b.csv")).contains(Path.of("/a/b.csv"));
    assertThat(Places.local("file:///a/b.csv")).contains(Path.of("/a/b.csv"));
  }

  @Test
  void namesGoIntoFoldersWithOneSeparator() {
    assertThat(Places.within("out", "a.parquet")).isEqualTo("out/a.parquet");
    assertThat(Places.within("out/", "a.parquet")).isEqualTo("out/a.parquet");
    assertThat(Places.within("dbfs:/x/", "a.parquet")).isEqualTo("dbfs:/x/a.parquet");
  }

  @Test
  void remoteNamesWithASuffixAreOneInput() {
    assertThat(Places.maybeMany("dbfs:/x/a.csv")).isFalse();
    assertThat(Places.maybeMany("dbfs:/x/")).isTrue();
    assertThat(Places.maybeMany("dbfs:/x/*.csv")).isTrue();
    assertThat(Places.maybeMany("-")).isFalse();
    assertThat(Places.maybeMany("missing.csv")).isFalse();
  }
}
