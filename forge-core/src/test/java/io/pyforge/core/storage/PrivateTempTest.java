package io.pyforge.core.storage;

import static io.pyforge.core.storage.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pyforge.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateTempTest {
  @TempDir Path root;

  @Test
  void nothingIsMadeUntilNeeded() throws IOException {
    try (PrivateTemp temp = PrivateTemp.open(root)) {
      assertThat(entries()).isEmpty();
      temp.newFile(".x");
      temp.newFolder("y");
      assertThat(entries()).hasSize(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everythingIsForItsOwnerOnly() throws IOException {
    try (PrivateTemp temp = PrivateTemp.open(root)) {
      Path file = temp.newFile(".csv");
      Path folder = temp.newFolder("plugin");
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(permissions(file.getParent())).isEqualTo("rwx------");
      assertThat(file.getFileName().toString()).endsWith(".csv");
      assertThat(folder.getFileName().toString()).startsWith("plugin");
    }
  }

  @Test
  void closingRemovesEverythingButNotWhatLinksLeadTo() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    try (PrivateTemp temp = PrivateTemp.open(root)) {
      Path folder = temp.newFolder("a");
      Files.createDirectories(folder.resolve("b/c"));
      Files.writeString(folder.resolve("b/c/d"), "x");
      Files.createSymbolicLink(folder.resolve("link"), outside);
    }
    assertThat(entries()).containsExactly("outside");
    assertThat(outside.resolve("kept")).hasContent("kept");
  }

  @Test
  void usingItAfterCloseIsAMistake() {
    PrivateTemp temp = PrivateTemp.open(root);
    temp.close();
    assertThatIllegalStateException().isThrownBy(() -> temp.newFile(""));
  }

  @Test
  void missingRootIsNamed() {
    Path missing = root.resolve("missing");
    try (PrivateTemp temp = PrivateTemp.open(missing)) {
      assertFails(ErrorKind.USAGE, "temp-dir-missing", missing.toString(), () -> temp.newFile(""));
    }
  }

  @Test
  void rootThatCannotBeWrittenIsNamed() {
    // Even an administrator makes no folders there.
    Path unwritable = Path.of("/proc/self/fdinfo");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(unwritable));
    try (PrivateTemp temp = PrivateTemp.open(unwritable)) {
      assertFails(
          ErrorKind.ACCESS,
          "temp-dir-unwritable",
          unwritable.toString(),
          () -> temp.newFolder("x"));
    }
  }

  @Test
  void folderOfAKilledProcessIsRemovedAndThatOfALivingOneStays() throws Exception {
    try (ChildProcess dead = ChildProcess.start("temp", root.toString());
        ChildProcess living = ChildProcess.start("temp", root.toString())) {
      dead.kill();
      assertThat(Path.of(dead.firstLine)).exists();
      try (PrivateTemp temp = PrivateTemp.open(root);
          PrivateTemp neighbour = PrivateTemp.open(root)) {
        Path early = temp.newFile(".x");
        neighbour.newFile(".x");
        assertThat(Path.of(dead.firstLine).getParent()).doesNotExist();
        assertThat(Path.of(living.firstLine)).exists();
        assertThat(early).exists();
      }
    }
  }

  @Test
  void folderWithoutALockIsRemovedOnlyWhenOld() throws IOException {
    Path young = Files.createDirectory(root.resolve("pyforge-999999999-1-a"));
    Path old = Files.createDirectory(root.resolve("pyforge-999999999-1-b"));
    Path foreign = Files.createDirectory(root.resolve("pyforge-notes"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Files.setLastModifiedTime(foreign, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    try (PrivateTemp temp = PrivateTemp.open(root)) {
      temp.newFile("");
      assertThat(young).exists();
      assertThat(old).doesNotExist();
      assertThat(foreign).exists();
    }
  }

  private Stream<String> entries() throws IOException {
    return Files.list(root).map(path -> path.getFileName().toString());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
