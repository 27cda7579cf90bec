package io.pyforge.databricks.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in {@code temp_directory}. */
class TempFoldersTest {
  @TempDir private Path folder;

  @Test
  void eachFolderIsNewAndEmpty() throws IOException {
    TempFolders temp = TempFolders.within(folder);
    Path one = temp.make("volume");
    assertThat(one).isEmptyDirectory().hasParent(folder);
    assertThat(temp.make("volume")).isNotEqualTo(one).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithTheSettingAndNotMade() {
    Path missing = folder.resolve("missing");
    assertFails(missing, ErrorKind.USAGE, "temp-dir-missing");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheSetting() {
    // Even an administrator makes no folders there.
    Path unwritable = Path.of("/proc/self/fdinfo");
    Assumptions.assumeTrue(Files.isDirectory(unwritable));
    assertFails(unwritable, ErrorKind.ACCESS, "temp-dir-unwritable");
  }

  private static void assertFails(Path root, ErrorKind kind, String code) {
    assertThatThrownBy(() -> TempFolders.within(root).make("volume"))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem()).startsWith(root + ": ");
              assertThat(e.remedy()).contains("temp_directory");
            });
  }
}
