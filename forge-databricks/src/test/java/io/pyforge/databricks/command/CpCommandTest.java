package io.pyforge.databricks.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpCommandTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final String OUT = "/Volumes/main/silver/out";

  @TempDir private Path home;
  private Path work;
  private TestWorkspace workspace;

  @BeforeEach
  void start() throws IOException {
    work = Files.createDirectory(home.resolve("work"));
    workspace = TestWorkspace.start(Settings.usual().withPageSize(2));
    workspace.makeVolume("main", "raw", "in");
    workspace.makeVolume("main", "silver", "out");
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
  }

  private CommandDesk.Run cp(Object... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("cp"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return CommandDesk.of(home, workspace).run(all.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void put(String path, String text) throws IOException {
    workspace.put(path, text.getBytes(UTF_8));
  }

  private String stored(String path) throws IOException {
    return new String(workspace.get(path), UTF_8);
  }

  private List<String> localFiles() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> work.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private int writes() {
    return workspace.requests().of("PUT", "/api/2.0/fs/files").size();
  }

  @Test
  void fileGoesIntoAFolderOfAVolume() throws IOException {
    Path file = write("sales.csv", "id\n1\n");
    CommandDesk.Run run = cp(file, IN + "/");
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("copied 1 file, 5 bytes; 0 unchanged; 0 failed");
    assertThat(run.err()).isEmpty();
    assertThat(stored(IN + "/sales.csv")).isEqualTo("id\n1\n");
  }

  @Test
  void fileGoesUnderAnotherNameAndMakesTheFoldersAboveIt() throws IOException {
    cp(write("sales.csv", "new"), IN + "/2026/11/s.csv");
    assertThat(stored(IN + "/2026/11/s.csv")).isEqualTo("new");
  }

  @Test
  void folderThatIsThereTakesTheFileEvenWithoutASlash() throws IOException {
    workspace.makeFolder(IN + "/day");
    Path file = write("sales.csv", "x");
    cp(file, IN + "/day");
    cp(file, IN);
    assertThat(workspace.paths()).containsExactly(IN + "/sales.csv", IN + "/day/sales.csv");
  }

  @Test
  void fileComesFromAVolume() throws IOException {
    put(IN + "/sub/a.csv", "hello");
    assertThat(cp(IN + "/sub/a.csv", work).status()).isZero();
    assertThat(cp(IN + "/sub/a.csv", work.resolve("b.csv")).status()).isZero();
    assertThat(cp(IN + "/sub/a.csv", work + "/new/").status()).isZero();
    assertThat(localFiles()).containsExactly("a.csv", "b.csv", "new/a.csv");
    assertThat(work.resolve("new/a.csv")).hasContent("hello");
  }

  @Test
  void copyOnItsWayBetweenVolumesLiesAmongTheTemporaryFiles() throws IOException {
    put(IN + "/a.csv", "hello");
    CommandDesk desk = CommandDesk.of(home, workspace);
    assertThat(desk.run("cp", IN + "/a.csv", OUT + "/b.csv").status()).isZero();
    assertThat(stored(OUT + "/b.csv")).isEqualTo("hello");
    assertThat(desk.tempFolders()).hasSize(1).allSatisfy(path -> assertThat(path).doesNotExist());
  }

  @Test
  void fileGoesFromVolumeToVolume() throws IOException {
    put(IN + "/a.csv", "hello");
    assertThat(cp(IN + "/a.csv", OUT + "/x/b.csv").status()).isZero();
    assertThat(cp(IN + "/a.csv", OUT).status()).isZero();
    assertThat(stored(OUT + "/x/b.csv")).isEqualTo("hello");
    assertThat(stored(OUT + "/a.csv")).isEqualTo("hello");
  }

  @Test
  void defaultsCompleteBothSides() throws IOException {
    put(IN + "/a.csv", "hello");
    CommandDesk.Run run =
        CommandDesk.of(home, workspace)
            .with("PYFORGE_DATABRICKS_CATALOG", "main")
            .with("PYFORGE_DATABRICKS_SCHEMA", "raw")
            .run("cp", "volume:in/a.csv", "volume:in/b.csv");
    assertThat(run.status()).isZero();
    assertThat(stored(IN + "/b.csv")).isEqualTo("hello");
  }

  @Test
  void treeGoesUpWithItsFolders() throws IOException {
    write("tree/a.csv", "a");
    write("tree/sub/b.csv", "b");
    write("tree/sub/.hidden", "h");
    write("tree/sub/data.part", "p");
    write("tree/sub/.pyforge-0123456789abcdef0123456789abcdef.part", "half of a download");
    CommandDesk.Run run = cp("-r", work.resolve("tree"), IN + "/tree");
    assertThat(run.lines()).containsExactly("copied 4 files, 4 bytes; 0 unchanged; 0 failed");
    assertThat(run.err()).isEmpty();
    assertThat(workspace.paths())
        .containsExactly(
            IN + "/tree/a.csv",
            IN + "/tree/sub/.hidden",
            IN + "/tree/sub/b.csv",
            IN + "/tree/sub/data.part");
  }

  @Test
  void linkToAFileIsCopiedAndOtherLinksAreNamed() throws IOException {
    Path file = write("tree/a.csv", "a");
    write("elsewhere/b.csv", "b");
    Files.createSymbolicLink(work.resolve("tree/link.csv"), file);
    Files.createSymbolicLink(work.resolve("tree/folder"), work.resolve("elsewhere"));
    Files.createSymbolicLink(work.resolve("tree/gone"), work.resolve("nowhere"));
    CommandDesk.Run run = cp("-r", work.resolve("tree"), IN + "/tree");
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("copied 2 files, 2 bytes; 0 unchanged; 0 failed");
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "warning: not copied: folder: a link to a folder",
            "warning: not copied: gone: a link to nothing that can be read");
    assertThat(stored(IN + "/tree/link.csv")).isEqualTo("a");
    JsonNode json = cp("-r", work.resolve("tree"), IN + "/tree", "--json").json();
    assertThat(json.path("left_out"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "folder: a link to a folder", "gone: a link to nothing that can be read");
    assertThat(cp("-r", work.resolve("tree"), IN + "/t", "--exclude", "gone").err())
        .containsOnlyOnce("warning:");
  }

  @Test
  void filesComeIntoTheCurrentFolder() throws IOException {
    put(IN + "/in-the-current-folder/a.csv", "hello");
    Path there = Path.of("in-the-current-folder.tmp");
    assertThat(there).doesNotExist();
    try {
      assertThat(cp(IN + "/in-the-current-folder/a.csv", there).status()).isZero();
      assertThat(there).hasContent("hello");
      assertThat(cp(IN + "/in-the-current-folder/a.csv", "./" + there).lines())
          .containsExactly("copied 0 files, 0 bytes; 1 unchanged; 0 failed");
    } finally {
      Files.deleteIfExists(there);
    }
    put(IN + "/sub/in-the-current-folder.tmp", "all");
    try {
      cp("-r", IN + "/sub", ".");
      assertThat(there).hasContent("all");
    } finally {
      Files.deleteIfExists(there);
    }
  }

  @Test
  void treeComesDownAndGoesAcross() throws IOException {
    for (String name : List.of("a", "b", "c", "sub/d", "sub/deep/e")) {
      put(IN + "/tree/" + name, name);
    }
    assertThat(cp("-r", IN + "/tree", work.resolve("got")).lines())
        .containsExactly("copied 5 files, 18 bytes; 0 unchanged; 0 failed");
    assertThat(localFiles())
        .containsExactly("got/a", "got/b", "got/c", "got/sub/d", "got/sub/deep/e");
    assertThat(cp("-r", IN + "/tree", OUT).status()).isZero();
    assertThat(stored(OUT + "/sub/deep/e")).isEqualTo("sub/deep/e");
  }

  @Test
  void patternsChooseFiles() throws IOException {
    for (String name : List.of("a.csv", "b.txt", "sub/c.csv", "sub/old/d.csv")) {
      put(IN + "/" + name, name);
    }
    cp("-r", IN, work.resolve("one"), "--include", "*.csv", "--exclude", "sub/old/**");
    cp("-r", IN, work.resolve("two"), "--include", "sub/*", "--include", "b.?xt");
    assertThat(localFiles())
        .containsExactly("one/a.csv", "one/sub/c.csv", "two/b.txt", "two/sub/c.csv");
  }

  @Test
  void folderNeedsTheOptionForIt() throws IOException {
    put(IN + "/sub/a.csv", "a");
    assertThat(cp(IN + "/sub", work).failed().remedy())
        .isEqualTo("pass -r to copy everything in it");
    assertThat(cp(work, IN).status()).isEqualTo(2);
    assertThat(writes()).isZero();
  }

  @Test
  void sameContentIsLeftAloneInBothDirections() throws IOException {
    Path file = write("a.csv", "hello");
    cp(file, IN + "/");
    int writes = writes();
    CommandDesk.Run up = cp(file, IN + "/");
    assertThat(up.status()).isZero();
    assertThat(up.lines()).containsExactly("copied 0 files, 0 bytes; 1 unchanged; 0 failed");
    assertThat(writes()).isEqualTo(writes);
    assertThat(cp(IN + "/a.csv", file).lines())
        .containsExactly("copied 0 files, 0 bytes; 1 unchanged; 0 failed");
  }

  @Test
  void otherContentOfTheSameSizeIsNoticedAndKeptUnlessForced() throws IOException {
    put(IN + "/a.csv", "hello");
    Path file = write("a.csv", "HELLO");
    CommandDesk.Run refused = cp(file, IN + "/");
    assertThat(refused.status()).isEqualTo(7);
    assertThat(refused.failed().code()).isEqualTo("output-exists");
    assertThat(refused.failed().problem()).isEqualTo(IN + "/a.csv is there with another content");
    assertThat(refused.failed().remedy()).isEqualTo("pass --force to replace it");
    assertThat(stored(IN + "/a.csv")).isEqualTo("hello");
    assertThat(cp(IN + "/a.csv", file).status()).isEqualTo(7);
    assertThat(file).hasContent("HELLO");
    assertThat(cp(file, IN + "/", "--force").status()).isZero();
    assertThat(stored(IN + "/a.csv")).isEqualTo("HELLO");
    put(IN + "/a.csv", "later");
    assertThat(cp(IN + "/a.csv", file, "--overwrite").status()).isZero();
    assertThat(file).hasContent("later");
  }

  @Test
  void verifyReadsBackWhatWasStored() throws IOException {
    Path file = write("a.csv", "hello");
    assertThat(cp(file, IN + "/", "--verify").status()).isZero();
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).hasSize(1);
    cp(file, IN + "/other.csv");
    assertThat(workspace.requests().of("GET", "/api/2.0/fs/files")).hasSize(1);
  }

  @Test
  void sourceThatIsNotThereIsNotFound() throws IOException {
    assertThat(cp(work.resolve("nope"), IN).failed().kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(cp(IN + "/nope", work).failed().kind()).isEqualTo(ErrorKind.NOT_FOUND);
    String typo = "/Volumes/main/raw/typo";
    assertThat(cp(typo + "/a.csv", work).failed().code()).isEqualTo("volume-missing");
    assertThat(cp(write("here.csv", "x"), typo + "/a.csv").failed().problem())
        .isEqualTo(typo + ": there is no such volume");
    assertThat(cp("-r", IN + "/nope", work).status()).isEqualTo(3);
  }

  @Test
  void oneSideMustBeAVolume() throws IOException {
    CommandDesk.Run run = cp(write("a", "a"), work.resolve("b"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failed().problem()).endsWith("are both of this machine");
  }

  @Test
  void folderIsNotCopiedIntoItself() throws IOException {
    put(IN + "/a/b.csv", "b");
    assertThat(cp("-r", IN + "/a", IN + "/a/copy").failed().code()).isEqualTo("output-is-input");
    assertThat(cp(IN + "/a/b.csv", IN + "/a").failed().code()).isEqualTo("output-is-input");
  }

  @Test
  void nameThatNoLocalDiskTakesIsNamed() throws IOException {
    // 255 bytes are allowed in a volume; the unfinished file beside it needs a few more.
    String name = "ü".repeat(127) + "x";
    put(IN + "/" + name, "long");
    CommandDesk.Run run = cp(IN + "/" + name, work);
    assertThat(run.status()).isZero();
    assertThat(work.resolve(name)).hasContent("long");
  }

  @Test
  void nameThatLeadsOutIsNeverFollowed() throws IOException {
    put(IN + "/a.csv", "a");
    for (String name : List.of("..", "../../evil", "a\\\\b", "a/b", "", "x\\u0000y")) {
      workspace.faults().clear();
      workspace
          .faults()
          .add(
              io.pyforge.databricks.server.FaultRule.on(
                  "GET",
                  "/api/2.0/fs/directories" + IN,
                  io.pyforge.databricks.server.Fault.answer(
                      200,
                      "application/json",
                      "{\"contents\":[{\"path\":\"%1$s/%2$s\",\"name\":\"%2$s\",\"is_directory\":false,\"file_size\":1,\"last_modified\":0}]}"
                          .formatted(IN, name))));
      CommandDesk.Run run = cp("-r", IN, work.resolve("got"));
      assertThat(run.status()).as(name).isIn(2, 3, 7);
      assertThat(home.resolve("evil")).doesNotExist();
      assertThat(localFiles()).isEmpty();
    }
  }

  @Test
  void jsonTellsOfEveryFile() throws IOException {
    write("t/a.csv", "a");
    write("t/b.csv", "bb");
    write("t/c.csv", "ccc");
    put(IN + "/b.csv", "other");
    put(IN + "/c.csv", "ccc");
    CommandDesk.Run run = cp("-r", work.resolve("t"), IN, "--json");
    assertThat(run.status()).isEqualTo(9);
    JsonNode document = run.json();
    assertThat(document.path("success").asBoolean(true)).isFalse();
    assertThat(document.path("summary").toString())
        .isEqualTo("{\"total\":3,\"copied\":1,\"unchanged\":1,\"failed\":1}");
    assertThat(document.path("files").get(0).toString())
        .isEqualTo(
            "{\"from\":\"%s\",\"to\":\"%s/a.csv\",\"state\":\"copied\",\"bytes\":1}"
                .formatted(work.resolve("t/a.csv"), IN));
    JsonNode failed = document.path("files").get(1);
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.path("error").toString())
        .isEqualTo(
            "{\"kind\":\"OUTPUT\",\"code\":\"output-exists\",\"exit_code\":7,\"problem\":\"%s/b.csv is there with another"
                    .formatted(IN)
                + " content\",\"remedy\":\"pass --force to replace it\"}");
    assertThat(document.path("files").get(2).path("state").asText()).isEqualTo("unchanged");
  }

  @Test
  void partOfTheFilesFailingIsAStatusOfItsOwn() throws IOException {
    for (int i = 0; i < 30; i++) {
      write(String.format(Locale.ROOT, "t/%02d.csv", i), "x" + i);
      if (i > 0) {
        put(String.format(Locale.ROOT, "%s/%02d.csv", IN, i), "other" + i);
      }
    }
    CommandDesk.Run run = cp("-r", work.resolve("t"), IN);
    assertThat(run.status()).isEqualTo(9);
    assertThat(run.lines()).containsExactly("copied 1 file, 2 bytes; 0 unchanged; 29 failed");
    assertThat(run.err().lines().toList())
        .hasSize(21)
        .startsWith(
            "error: " + IN + "/01.csv is there with another content; pass --force to replace it")
        .endsWith("error: and 9 more; --json has all");
  }

  @Test
  void allFilesFailingAlikeIsTheStatusOfThat() throws IOException {
    write("t/a.csv", "a");
    write("t/b.csv", "b");
    workspace.deny(IN, Access.WRITE);
    CommandDesk.Run run = cp("-r", work.resolve("t"), IN);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).contains("WRITE VOLUME");
    assertThat(localFiles()).hasSize(2);
  }

  @Test
  void nothingToCopyIsNoFailure() throws IOException {
    workspace.makeFolder(IN + "/empty");
    assertThat(cp("-r", IN + "/empty", work.resolve("got")).lines())
        .containsExactly("copied 0 files, 0 bytes; 0 unchanged; 0 failed");
  }

  @Test
  void jobsMustBeANumberFromOne() throws IOException {
    assertThat(cp(write("a", "a"), IN, "--jobs", "0").failed().problem())
        .isEqualTo("option --jobs cannot be '0'");
    assertThat(writes()).isZero();
  }

  @Test
  void neverMoreThanEightRequestsAtATime() throws IOException {
    for (int i = 0; i < 40; i++) {
      write("t/" + i, "x" + i);
    }
    assertThat(cp("-r", work.resolve("t"), IN, "--jobs", "50").status()).isZero();
    assertThat(workspace.requests().mostInFlight()).isLessThanOrEqualTo(8);
    assertThat(workspace.paths()).hasSize(40);
  }

  @Test
  void oddNamesKeepTheirPlaces() throws IOException {
    List<String> names =
        List.of("sp ace.csv", "h#y.csv", "100%25.csv", "a+b.csv", "br[1].csv", "grüße 🎉.csv");
    for (String name : names) {
      write("t/" + name, name);
    }
    assertThat(cp("-r", work.resolve("t"), IN + "/my dir").status()).isZero();
    for (String name : names) {
      assertThat(stored(IN + "/my dir/" + name)).isEqualTo(name);
    }
    assertThat(cp("-r", IN + "/my dir", work.resolve("back")).status()).isZero();
    for (String name : names) {
      assertThat(work.resolve("back").resolve(name)).hasContent(name);
    }
  }

  @Test
  void fileInPlaceOfTheTargetFolderIsNamedOnceForAllFiles() throws IOException {
    put(IN + "/f1.csv", "a file");
    write("in/a.csv", "1");
    write("in/b.csv", "2");
    write("in/deep/c.csv", "3");
    CommandDesk.Run run = cp("-r", work.resolve("in"), IN + "/f1.csv");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.err().lines())
        .containsExactly(
            "error: "
                + IN
                + "/f1.csv is a file, and a folder is needed; name another folder (3 files)");
    assertThat(run.lines()).containsExactly("copied 0 files, 0 bytes; 0 unchanged; 3 failed");
    assertThat(stored(IN + "/f1.csv")).isEqualTo("a file");
    assertThat(workspace.paths()).containsExactly(IN + "/f1.csv");
  }
}
