package io.pyforge.core.storage;

import static io.pyforge.core.storage.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTargetTest {
  @TempDir Path folder;

  @Test
  void nothingIsSeenUntilPublishedAndNothingIsLeftBeside() throws IOException {
    Path output = folder.resolve("out.parquet");
    try (OutputTarget target = target(output, false)) {
      write(target, "complete");
      assertThat(output).doesNotExist();
      target.publish();
      assertThat(output).hasContent("complete");
    }
    assertThat(names()).containsExactly("out.parquet");
  }

  @Test
  void withoutPublishNothingIsLeftNotEvenTheFoldersAbove() throws IOException {
    Path output = folder.resolve("a/b/out.parquet");
    try (OutputTarget target = target(output, false)) {
      write(target, "partial");
      assertThat(folder.resolve("a/b")).isDirectory();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void closingWithAnOpenStreamRemovesTheStagedFile() throws IOException {
    try (OutputTarget target = target(folder.resolve("out"), false)) {
      target.create("").write(new byte[100_000]);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void missingFoldersAboveAreMade() throws IOException {
    Path output = folder.resolve("a/b/out.parquet");
    publish(output, false, "x");
    assertThat(output).hasContent("x");
  }

  @Test
  void existingFileIsRefusedBeforeAnyWork() throws IOException {
    Path output = Files.writeString(folder.resolve("out.csv"), "old");
    assertFails(ErrorKind.OUTPUT, "output-exists", output.toString(), () -> target(output, false));
    assertThat(output).hasContent("old");
  }

  @Test
  void fileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path output = folder.resolve("out.csv");
    try (OutputTarget target = target(output, false)) {
      write(target, "ours");
      Files.writeString(output, "theirs");
      assertFails(ErrorKind.OUTPUT, "output-exists", output.toString(), target::publish);
    }
    assertThat(output).hasContent("theirs");
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void forceLeavesTheOldFileUntilPublished() throws IOException {
    Path output = Files.writeString(folder.resolve("out.csv"), "old");
    try (OutputTarget target = target(output, true)) {
      write(target, "new");
      assertThat(output).hasContent("old");
      target.publish();
    }
    assertThat(output).hasContent("new");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void forceKeepsThePermissionsOfTheOldFile() throws IOException {
    Path output = Files.writeString(folder.resolve("out.csv"), "old");
    for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
      Files.setPosixFilePermissions(output, PosixFilePermissions.fromString(mode));
      publish(output, true, "new");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
          .isEqualTo(mode);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stagedFileIsAsPrivateAsTheOneItReplaces() throws IOException {
    Path output = Files.writeString(folder.resolve("secret.csv"), "old");
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-------"));
    try (OutputTarget target = target(output, true)) {
      write(target, "new");
      Path staged =
          Files.list(folder).filter(p -> p.toString().endsWith(".tmp")).findFirst().orElseThrow();
      assertThat(staged.getFileName().toString()).startsWith(".secret.csv.pyforge-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staged)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void newFileGetsThePermissionsOfAnyNewFile() throws IOException {
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    Path output = folder.resolve("out");
    publish(output, false, "x");
    assertThat(Files.getPosixFilePermissions(output))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void forceWritesThroughLinksAndKeepsThem() throws IOException {
    Path real = Files.createDirectory(folder.resolve("data")).resolve("real.csv");
    Files.writeString(real, "old");
    Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("data/real.csv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), middle);
    publish(link, true, "new");
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(middle).isSymbolicLink();
    assertThat(real).hasContent("new");
    assertThat(Files.list(real.getParent())).containsExactly(real);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void danglingLinkIsFilledIn() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("later.csv"));
    publish(link, false, "new");
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("later.csv")).hasContent("new");
  }

  @Test
  void folderInPlaceOfTheFileIsRefusedEvenWithForce() {
    assertFails(
        ErrorKind.OUTPUT, "output-is-folder", folder.toString(), () -> target(folder, true));
    assertFails(ErrorKind.OUTPUT, "output-is-folder", "/", () -> target(Path.of("/"), true));
  }

  @Test
  void fileWhereAFolderIsNeededIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path output = file.resolve("out.csv");
    assertFails(ErrorKind.OUTPUT, "output-is-file", file.toString(), () -> target(output, false));
    assertThat(file).hasContent("x");
  }

  @Test
  void longNamesCanBeStaged() throws IOException {
    Path output = folder.resolve("ü".repeat(120) + ".parquet");
    publish(output, false, "x");
    assertThat(output).hasContent("x");
    assertThat(names()).hasSize(1);
  }

  @Test
  void oneFileOncePerTarget() throws IOException {
    try (OutputTarget target = target(folder.resolve("out"), false)) {
      assertThatIllegalStateException().isThrownBy(target::publish);
      assertThatIllegalArgumentException().isThrownBy(() -> target.create("name"));
      write(target, "x");
      assertThatIllegalArgumentException().isThrownBy(() -> target.create(""));
      assertThat(target.folder()).isFalse();
      assertThat(target.locationOf("")).isEqualTo(target.location());
    }
  }

  @Test
  void largeAndSmallWritesArriveInOrder() throws IOException {
    byte[] content = new byte[5_300_007];
    new Random(7).nextBytes(content);
    Path output = folder.resolve("out");
    try (OutputTarget target = target(output, false)) {
      try (OutputStream out = target.create("")) {
        out.write(content[0]);
        out.write(content, 1, 9_999);
        for (int i = 10_000; i < 20_000; i++) {
          out.write(content[i]);
        }
        out.flush();
        out.write(content, 20_000, 100);
        out.write(content, 20_100, content.length - 20_100);
      }
      target.publish();
    }
    assertThat(Files.readAllBytes(output)).isEqualTo(content);
  }

  @Test
  void closingAStreamTwiceIsHarmless() throws IOException {
    try (OutputTarget target = target(folder.resolve("out"), false)) {
      OutputStream out = target.create("");
      out.write(1);
      out.close();
      out.close();
      target.publish();
    }
    assertThat(folder.resolve("out")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void stagedFileOfAKilledProcessIsRemovedAndThatOfALivingOneStays() throws Exception {
    Path output = Files.writeString(folder.resolve("out.csv"), "old");
    try (ChildProcess dead = ChildProcess.start("file", output.toString());
        ChildProcess living = ChildProcess.start("file", output.toString())) {
      assertThat(dead.firstLine + living.firstLine).isEqualTo("stagedstaged");
      dead.kill();
      assertThat(names()).hasSize(3);
      assertThat(output).hasContent("old");
      try (OutputTarget target = target(output, true);
          OutputTarget neighbour = target(output, true)) {
        write(target, "new");
        write(neighbour, "newer");
        target(output, true).close();
        target.publish();
        neighbour.publish();
      }
      assertThat(output).hasContent("newer");
      assertThat(names()).hasSize(2).contains("out.csv");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fileSizeLimitIsNamed() throws Exception {
    Path output = folder.resolve("out.csv");
    List<String> limited = List.of("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
    try (ChildProcess child = ChildProcess.start(limited, "big", output.toString())) {
      assertThat(child.firstLine).startsWith("file-too-large|OUTPUT|" + output);
    }
    assertThat(output).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsNamed() throws IOException {
    try (PrivateTemp temp = PrivateTemp.open(folder);
        OutputTarget target = new LocalStorage(temp).target("/dev/full", false, false)) {
      try (OutputStream out = target.create("")) {
        out.write(new byte[2_000_000]);
      }
      assertFails(ErrorKind.OUTPUT, "no-space", "/dev/full", target::publish);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesGetTheContentAndKeepTheirPlace() throws IOException {
    PrivateTemp temp = PrivateTemp.open(folder);
    LocalStorage storage = new LocalStorage(temp);
    try (temp;
        OutputTarget target = storage.target("/dev/null", false, false)) {
      write(target, "x");
      target.publish();
      assertThat(target.location()).isEqualTo("/dev/null");
      assertThat(target.locationOf("")).isEqualTo("/dev/null");
      assertThat(target.folder()).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> target.create(""));
    }
    assertFails(
        ErrorKind.OUTPUT,
        "output-is-file",
        "/dev/null",
        () -> storage.target("/dev/null", true, true));
  }

  private static PrivateTemp noTemp() {
    return PrivateTemp.open(Path.of("unused"));
  }

  private static OutputTarget target(Path output, boolean force) {
    return new LocalStorage(noTemp()).target(output.toString(), false, force);
  }

  private static void write(OutputTarget target, String text) throws IOException {
    try (OutputStream out = target.create("")) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void publish(Path output, boolean force, String text) throws IOException {
    try (OutputTarget target = target(output, force)) {
      write(target, text);
      target.publish();
    }
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
