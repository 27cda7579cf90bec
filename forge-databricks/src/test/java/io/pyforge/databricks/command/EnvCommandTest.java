package io.pyforge.databricks.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvCommandTest {
  @TempDir private Path home;

  @Test
  void laptopIsLocalWhateverWorkspaceItTalksTo() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_HOST", "https://example.cloud.databricks.com")
            .with("DATABRICKS_TOKEN", "dapi-secret")
            .run("env");
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "platform: local",
            "  DATABRICKS_RUNTIME_VERSION: not set - not on a machine of a cluster");
  }

  @Test
  void clusterShowsItsRuntimeAndWhatSpeaksForIt() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home)
            .with("DATABRICKS_RUNTIME_VERSION", "16.4.x-scala2.13")
            .withFolders("/databricks")
            .run("env");
    assertThat(run.lines())
        .containsExactly(
            "platform: classic",
            "runtime:  16.4.x-scala2.13",
            "  DATABRICKS_RUNTIME_VERSION: 16.4.x-scala2.13 - a runtime of Databricks",
            "  /databricks: is there - as on every cluster");
  }

  @Test
  void whatLooksLikeAClusterWithoutItsFolderIsOnlyProbablyOne() throws IOException {
    CommandDesk.Run run =
        CommandDesk.in(home).with("DATABRICKS_RUNTIME_VERSION", "16.4").run("env");
    assertThat(run.lines()).first().isEqualTo("platform: classic (probably)");
    assertThat(run.lines()).last().isEqualTo("  /databricks: is missing - unusual");
  }

  @ParameterizedTest
  @CsvSource({
    "DATABRICKS_RUNTIME_VERSION=client.4.9, serverless, true, true",
    "DATABRICKS_RUNTIME_VERSION=16.4 IS_SERVERLESS=TRUE, serverless, true, true",
    "DATABRICKS_RUNTIME_VERSION=16.4, classic, true, false",
    "DATABRICKS_APP_NAME=sales, apps, true, true",
    "SPARK_REMOTE=sc://host:443/;token=secret, connect-client, false, true",
    "SPARK_CONNECT_MODE_ENABLED=1, connect-client, false, true",
    "PYFORGE_ENV=serverless, serverless, true, true",
    "NOTHING=1, local, false, true",
  })
  void everyPlatformAsJson(String set, String platform, boolean inside, boolean certain)
      throws IOException {
    CommandDesk desk = CommandDesk.in(home);
    Stream.of(set.split(" ")).forEach(pair -> with(desk, pair));
    CommandDesk.Run run = desk.run("env", "--json");
    JsonNode document = run.json();
    assertThat(document.path("platform").asText()).isEqualTo(platform);
    assertThat(document.path("inside_databricks").asBoolean()).isEqualTo(inside);
    assertThat(document.path("certain").asBoolean()).isEqualTo(certain);
    assertThat(document.path("evidence")).isNotEmpty();
    document
        .path("evidence")
        .forEach(
            seen ->
                assertThat(seen.fieldNames())
                    .toIterable()
                    .containsExactly("name", "value", "meaning"));
    assertThat(run.out()).doesNotContain("token=secret");
  }

  private static void with(CommandDesk desk, String pair) {
    int equals = pair.indexOf('=');
    desk.with(pair.substring(0, equals), pair.substring(equals + 1));
  }

  @Test
  void runtimeIsAnObjectOfItsParts() throws IOException {
    JsonNode document =
        CommandDesk.in(home)
            .with("DATABRICKS_RUNTIME_VERSION", "17.3.x-scala2.13")
            .withFolders("/databricks")
            .run("env", "--json")
            .json();
    assertThat(document.path("runtime").toString())
        .isEqualTo(
            "{\"version\":\"17.3.x-scala2.13\",\"major\":17,\"minor\":3,\"serverless\":false}");
    assertThat(document.path("evidence").toString())
        .isEqualTo(
            "[{\"name\":\"DATABRICKS_RUNTIME_VERSION\",\"value\":\"17.3.x-scala2.13\","
                + "\"meaning\":\"a runtime of Databricks\"},"
                + "{\"name\":\"/databricks\",\"value\":\"is there\",\"meaning\":\"as on every"
                + " cluster\"}]");
  }
}
