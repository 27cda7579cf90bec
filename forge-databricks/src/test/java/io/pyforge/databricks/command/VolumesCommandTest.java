package io.pyforge.databricks.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesCommandTest {
  @TempDir private Path home;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(2));
    for (String name : new String[] {"in", "archive", "out"}) {
      workspace.makeVolume("main", "raw", name);
    }
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private CommandDesk desk() {
    return CommandDesk.of(home, workspace);
  }

  private CommandDesk deskWithDefaults() {
    return desk()
        .with("PYFORGE_DATABRICKS_CATALOG", "main")
        .with("PYFORGE_DATABRICKS_SCHEMA", "raw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.raw", "raw", ""})
  void volumesOfASchemaAreListedByNameOverSeveralPages(String schema) throws IOException {
    CommandDesk.Run run =
        schema.isEmpty()
            ? deskWithDefaults().run("volumes", "list")
            : deskWithDefaults().run("volumes", "list", schema);
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "/Volumes/main/raw/archive  managed",
            "/Volumes/main/raw/in  managed",
            "/Volumes/main/raw/out  managed");
  }

  @Test
  void listAsJsonHasEveryField() throws IOException {
    JsonNode document = desk().run("volumes", "list", "main.raw", "--json").json();
    assertThat(document.path("catalog").asText()).isEqualTo("main");
    assertThat(document.path("schema").asText()).isEqualTo("raw");
    assertThat(document.path("volumes")).hasSize(3);
    JsonNode first = document.path("volumes").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "catalog",
            "schema",
            "name",
            "path",
            "type",
            "owner",
            "storage_location",
            "created",
            "updated");
    assertThat(first.path("path").asText()).isEqualTo("/Volumes/main/raw/archive");
    assertThat(first.path("type").asText()).isEqualTo("managed");
    assertThat(first.path("owner").asText()).isEqualTo("tester@example.com");
    assertThat(first.path("created").asText()).endsWith("Z");
  }

  @Test
  void withoutDefaultsTheSchemaMustBeNamed() throws IOException {
    ForgeException failure = desk().run("volumes", "list").failed();
    assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(failure.problem()).isEqualTo("no catalog is named");
    assertThat(failure.remedy()).contains("PYFORGE_DATABRICKS_CATALOG");
    assertThat(workspace.requests().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "main.", ".raw", "."})
  void namesThatAreNoneAreRefused(String name) throws IOException {
    CommandDesk.Run run = deskWithDefaults().run("volumes", "list", name);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().remedy()).isEqualTo("write catalog.schema");
    assertThat(workspace.requests().count()).isZero();
  }

  @Test
  void schemaThatIsNotThereIsNotFound() throws IOException {
    CommandDesk.Run run = desk().run("volumes", "list", "main.nope");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.failed().problem())
        .isEqualTo("volumes of main.nope is not there: Schema 'main.nope' does not exist.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.raw.in", "raw.in", "in", "/Volumes/main/raw/in"})
  void volumeIsShown(String name) throws IOException {
    CommandDesk.Run run = deskWithDefaults().run("volumes", "show", name);
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .startsWith("/Volumes/main/raw/in", "  type: managed", "  owner: tester@example.com")
        .anyMatch(line -> line.startsWith("  storage location: s3://managed/"))
        .anyMatch(line -> line.startsWith("  created: "))
        .anyMatch(line -> line.startsWith("  updated: "));
  }

  @Test
  void volumeAsJson() throws IOException {
    JsonNode document = desk().run("volumes", "show", "main.raw.in", "--json").json();
    assertThat(document.path("catalog").asText()).isEqualTo("main");
    assertThat(document.path("schema").asText()).isEqualTo("raw");
    assertThat(document.path("name").asText()).isEqualTo("in");
    assertThat(document.path("path").asText()).isEqualTo("/Volumes/main/raw/in");
  }

  @Test
  void volumeThatIsNotThereIsNotFound() throws IOException {
    CommandDesk.Run run = desk().run("volumes", "show", "main.raw.nope");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.failed().code()).isEqualTo("volume-missing");
    assertThat(run.failed().problem())
        .isEqualTo("volume main.raw.nope is not there: Volume 'main.raw.nope' does not exist.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main..in", "a.b.c.d", "", "/Volumes/main/raw/in/x"})
  void namesOfVolumesThatAreNoneAreRefused(String name) throws IOException {
    CommandDesk.Run run = deskWithDefaults().run("volumes", "show", name);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().remedy()).isEqualTo("write catalog.schema.volume");
  }

  @Test
  void managedVolumeIsMade() throws IOException {
    CommandDesk.Run run =
        deskWithDefaults().run("volumes", "create", "fresh", "--comment", "new sales");
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .startsWith("/Volumes/main/raw/fresh", "  type: managed")
        .contains("  comment: new sales");
    assertThat(workspace.exists("/Volumes/main/raw/fresh")).isTrue();
  }

  @Test
  void externalVolumeIsMadeAtItsPlace() throws IOException {
    JsonNode document =
        desk()
            .run(
                "volumes",
                "create",
                "main.raw.lake",
                "--storage-location",
                "s3://bucket/folder",
                "--json")
            .json();
    assertThat(document.path("type").asText()).isEqualTo("external");
    assertThat(document.path("storage_location").asText()).isEqualTo("s3://bucket/folder");
  }

  @Test
  void volumeThatIsThereIsNotMadeAgain() throws IOException {
    CommandDesk.Run run = desk().run("volumes", "create", "main.raw.in");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.failed().code()).isEqualTo("volume-exists");
    assertThat(run.failed().problem()).isEqualTo("volume main.raw.in is there already");
    assertThat(run.failed().remedy()).isEqualTo("choose another name");
  }

  @Test
  void volumeOfASchemaThatIsNotThereIsNotFound() throws IOException {
    assertThat(desk().run("volumes", "create", "main.nope.x").status()).isEqualTo(3);
  }
}
