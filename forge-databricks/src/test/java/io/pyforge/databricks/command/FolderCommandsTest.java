package io.pyforge.databricks.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mkdir} and {@code rm}. */
class FolderCommandsTest {
  private static final String IN = "/Volumes/main/raw/in";

  @TempDir private Path home;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    workspace = TestWorkspace.start();
    workspace.makeVolume("main", "raw", "in");
    workspace.put(IN + "/a.csv", "a".getBytes(UTF_8));
    workspace.put(IN + "/sub/b.csv", "b".getBytes(UTF_8));
    workspace.put(IN + "/sub/deep/c.csv", "c".getBytes(UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private CommandDesk.Run run(String... arguments) throws IOException {
    return CommandDesk.of(home, workspace).run(arguments);
  }

  @Test
  void foldersAreMadeWithThoseAboveThem() throws IOException {
    CommandDesk.Run run = run("mkdir", IN + "/x/y z", IN + "/w");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(workspace.exists(IN + "/x/y z")).isTrue();
    assertThat(workspace.exists(IN + "/w")).isTrue();
  }

  @Test
  void folderThatIsThereStaysAsItIs() throws IOException {
    assertThat(run("mkdir", IN + "/sub", "--json").out().strip())
        .isEqualTo("{\"success\":true,\"folders\":[\"" + IN + "/sub\"]}");
    assertThat(workspace.exists(IN + "/sub/b.csv")).isTrue();
  }

  @Test
  void folderInPlaceOfAFileIsRefused() throws IOException {
    CommandDesk.Run run = run("mkdir", IN + "/a.csv");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.failed().problem()).isEqualTo(IN + "/a.csv is a file, and a folder is needed");
  }

  @Test
  void fileAboveAFolderThatIsToBeMadeIsNamed() throws IOException {
    for (String folder : List.of("/sub/b.csv/x", "/sub/b.csv/x/y/z")) {
      CommandDesk.Run run = run("mkdir", IN + folder);
      assertThat(run.status()).isEqualTo(7);
      assertThat(run.failed().code()).isEqualTo("output-not-folder");
      assertThat(run.failed().problem())
          .isEqualTo(IN + "/sub/b.csv is a file, and a folder is needed");
    }
  }

  @Test
  void nobodyLooksForAFileInTheWayOfAFolderThatCanBeMade() throws IOException {
    assertThat(run("mkdir", IN + "/x/y").status()).isZero();
    assertThat(workspace.requests().of("HEAD", "/")).isEmpty();
  }

  @Test
  void folderOfAVolumeThatIsNotThereNamesTheCommandThatHelps() throws IOException {
    CommandDesk.Run run = run("mkdir", "/Volumes/main/raw/nope/x");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.failed().code()).isEqualTo("volume-missing");
    assertThat(run.failed().remedy()).contains("pyforge databricks volumes list");
  }

  @Test
  void volumeIsNoFolderToBeMade() throws IOException {
    CommandDesk.Run run = run("mkdir", IN);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().remedy()).contains("pyforge databricks volumes create");
    assertThat(workspace.requests().count()).isZero();
  }

  @Test
  void forbiddenFolderIsAFailureOfAccess() throws IOException {
    workspace.deny(IN, Access.WRITE);
    assertThat(run("mkdir", IN + "/x").status()).isEqualTo(6);
    assertThat(run("rm", IN + "/a.csv").status()).isEqualTo(6);
    assertThat(workspace.exists(IN + "/a.csv")).isTrue();
  }

  @Test
  void filesAreRemoved() throws IOException {
    CommandDesk.Run run = run("rm", IN + "/a.csv", IN + "/sub/b.csv");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(workspace.paths()).containsExactly(IN + "/sub/deep/c.csv");
  }

  @Test
  void folderIsNotRemovedUnlessToldSo() throws IOException {
    CommandDesk.Run run = run("rm", IN + "/sub");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().code()).isEqualTo("input-is-folder");
    assertThat(run.failed().remedy()).isEqualTo("pass -r to remove it with everything in it");
    assertThat(workspace.paths()).hasSize(3);
  }

  @Test
  void nothingIsRemovedWhenOneOfThemCannotBe() throws IOException {
    assertThat(run("rm", IN + "/a.csv", IN + "/sub").status()).isEqualTo(2);
    assertThat(run("rm", IN + "/a.csv", IN + "/nope").status()).isEqualTo(3);
    assertThat(workspace.paths()).hasSize(3);
  }

  @Test
  void folderIsRemovedWithEverythingInIt() throws IOException {
    CommandDesk.Run run = run("rm", "-r", IN + "/sub", "--json");
    assertThat(run.out().strip())
        .isEqualTo(
            "{\"success\":true,\"removed\":[\"%1$s/sub/b.csv\",\"%1$s/sub/deep/c.csv\",\"%1$s/sub/deep\",\"%1$s/sub\"]}"
                .formatted(IN));
    assertThat(workspace.paths()).containsExactly(IN + "/a.csv");
    assertThat(workspace.exists(IN + "/sub")).isFalse();
  }

  @Test
  void wholeVolumeIsNeverRemoved() throws IOException {
    CommandDesk.Run run = run("rm", "-r", IN);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().problem()).contains("is a whole volume");
    assertThat(workspace.paths()).hasSize(3);
    assertThat(workspace.requests().of("DELETE", "/")).isEmpty();
  }

  @Test
  void whatIsNotThereIsAFailure() throws IOException {
    CommandDesk.Run run = run("rm", IN + "/A.csv");
    assertThat(run.failed().kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(run.failed().problem()).isEqualTo(IN + "/A.csv: there is no such file or folder");
    assertThat(run("rm", "/Volumes/main/raw/typo/a.csv").failed().problem())
        .isEqualTo("/Volumes/main/raw/typo: there is no such volume");
  }
}
