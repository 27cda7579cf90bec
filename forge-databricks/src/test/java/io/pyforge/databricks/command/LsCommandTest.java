package io.pyforge.databricks.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LsCommandTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir private Path home;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start(Settings.usual().withPageSize(2));
    workspace.makeVolume("main", "raw", "in");
    workspace.put(IN + "/b.csv", bytes("12345"), NOON);
    workspace.put(IN + "/a.csv", bytes("1"), NOON);
    workspace.put(IN + "/sub/c.csv", bytes("123"), NOON);
    workspace.put(IN + "/sub/deep/d.csv", bytes("12"), NOON);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private CommandDesk.Run ls(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = "ls";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandDesk.of(home, workspace).run(all);
  }

  @Test
  void listsAFolderByNameOverSeveralPages() throws IOException {
    CommandDesk.Run run = ls(IN);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("a.csv", "b.csv", "sub/");
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/directories")).hasSize(2);
  }

  @Test
  void slashAtTheEndMeansTheSame() throws IOException {
    assertThat(ls(IN + "/").lines()).isEqualTo(ls(IN).lines());
    assertThat(ls("dbfs:" + IN).lines()).isEqualTo(ls(IN).lines());
  }

  @Test
  void longListingHasSizesAndTimes() throws IOException {
    assertThat(ls("-l", IN).lines())
        .startsWith(
            "             1  2026-01-02T12:00:00Z      a.csv",
            "             5  2026-01-02T12:00:00Z      b.csv")
        .last()
        .asString()
        .matches(" {13}-  \\S+ +sub/");
  }

  @Test
  void recursiveListingShowsPathsBelowTheFolder() throws IOException {
    assertThat(ls("-r", IN).lines())
        .containsExactly("a.csv", "b.csv", "sub/", "sub/c.csv", "sub/deep/", "sub/deep/d.csv");
  }

  @Test
  void fileIsShownAlone() throws IOException {
    assertThat(ls(IN + "/sub/c.csv").lines()).containsExactly("c.csv");
    assertThat(ls("-l", IN + "/sub/c.csv").lines())
        .containsExactly("             3  2026-01-02T12:00:00Z      c.csv");
  }

  @Test
  void emptyFolderHasNoLines() throws IOException {
    workspace.makeFolder(IN + "/empty");
    assertThat(ls(IN + "/empty").out()).isEmpty();
    assertThat(ls(IN + "/empty", "--json").json().path("entries")).isEmpty();
  }

  @Test
  void jsonHasEveryFieldOfFilesAndFolders() throws IOException {
    JsonNode document = ls(IN + "/sub", "--json").json();
    assertThat(document.path("path").asText()).isEqualTo(IN + "/sub");
    assertThat(document.path("entries").get(0).toString())
        .isEqualTo(
            "{\"path\":\""
                + IN
                + "/sub/c.csv\",\"name\":\"c.csv\",\"is_folder\":false,\"size_bytes\":3,"
                + "\"modified\":\"2026-01-02T12:00:00Z\"}");
    JsonNode folder = document.path("entries").get(1);
    assertThat(folder.path("name").asText()).isEqualTo("deep");
    assertThat(folder.path("is_folder").asBoolean()).isTrue();
    assertThat(folder.has("size_bytes")).isFalse();
  }

  @Test
  void oddNamesAreShownAsTheyAre() throws IOException {
    String folder = IN + "/my dir#1";
    for (String name : new String[] {"100%.csv", "a+b.csv", "a?b.csv", "br[1].csv", "größe.csv"}) {
      workspace.put(folder + "/" + name, bytes("x"), NOON);
    }
    assertThat(ls(folder).lines())
        .containsExactly("100%.csv", "a+b.csv", "a?b.csv", "br[1].csv", "größe.csv");
    assertThat(ls(folder + "/a?b.csv").lines()).containsExactly("a?b.csv");
  }

  @Test
  void missingFolderSaysThatLetterCaseCounts() throws IOException {
    CommandDesk.Run run = ls(IN + "/Sub");
    assertThat(run.status()).isEqualTo(3);
    ForgeException failure = run.failed();
    assertThat(failure.code()).isEqualTo("input-missing");
    assertThat(failure.problem()).isEqualTo(IN + "/Sub: there is no such file or folder");
    assertThat(failure.remedy()).contains("letter case counts");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void missingVolumeIsNotThere() throws IOException {
    assertThat(ls("/Volumes/main/raw/nope/a").failed().problem())
        .isEqualTo("/Volumes/main/raw/nope: there is no such volume");
  }

  @Test
  void forbiddenFolderIsAFailureOfAccess() throws IOException {
    workspace.deny(IN + "/sub", Access.READ);
    CommandDesk.Run run = ls(IN + "/sub");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.failed().code()).isEqualTo("permission-denied");
    assertThat(run.failed().remedy()).contains("READ VOLUME");
  }

  @Test
  void namesAreCompletedByTheDefaults() throws IOException {
    CommandDesk.Run run =
        CommandDesk.of(home, workspace)
            .with("PYFORGE_DATABRICKS_CATALOG", "main")
            .with("PYFORGE_DATABRICKS_SCHEMA", "raw")
            .run("ls", "volume:in/sub");
    assertThat(run.lines()).containsExactly("c.csv", "deep/");
  }

  @Test
  void placesThatAreNoVolumeAreRefused() throws IOException {
    ForgeException local = ls("/tmp").failed();
    assertThat(local.kind()).isEqualTo(ErrorKind.USAGE);
    assertThat(local.problem()).isEqualTo("/tmp: is no location of a volume");
    assertThat(local.remedy()).contains("/Volumes/<catalog>/<schema>/<volume>");
    assertThat(ls("dbfs:/FileStore/x").failed().problem()).contains("the older file system");
    assertThat(ls("/volumes/main/raw/in").failed().remedy()).contains("/Volumes/main/raw/in?");
    assertThat(ls("/Volumes/main").failed().problem()).contains("catalog, schema and volume");
    assertThat(ls(IN + "/../x").failed().problem()).contains("'..' is no name");
    assertThat(workspace.requests().count()).isZero();
  }
}
