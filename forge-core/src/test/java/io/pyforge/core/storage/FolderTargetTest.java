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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTargetTest {
  @TempDir Path root;

  @Test
  void newFolderAppearsWholeWithItsManifest() throws IOException {
    Path output = root.resolve("deep/out");
    try (OutputTarget target = target(output, false)) {
      write(target, "a.parquet", "A");
      write(target, "b.parquet", "B");
      assertThat(output).doesNotExist();
      target.publish();
    }
    assertThat(names(output)).containsExactly("_pyforge.json", "a.parquet", "b.parquet");
    assertThat(output.resolve("b.parquet")).hasContent("B");
    assertThat(output.resolve("_pyforge.json"))
        .hasContent("{\"tool\":\"pyforge\",\"version\":1,\"files\":[\"a.parquet\",\"b.parquet\"]}");
    assertThat(names(root.resolve("deep"))).containsExactly("out");
  }

  @Test
  void withoutPublishNothingIsLeft() throws IOException {
    try (OutputTarget target = target(root.resolve("x/out"), false)) {
      target.create("a").write(1);
    }
    assertThat(names(root)).isEmpty();
  }

  @Test
  void emptyFolderIsFilledWithoutForce() throws IOException {
    Path output = Files.createDirectory(root.resolve("out"));
    publish(output, false, "a");
    assertThat(names(output)).containsExactly("_pyforge.json", "a");
  }

  @Test
  void folderThatHoldsSomethingIsRefusedWithoutForce() throws IOException {
    Path output = Files.createDirectory(root.resolve("out"));
    Files.writeString(output.resolve("mine.txt"), "mine");
    assertFails(ErrorKind.OUTPUT, "output-exists", output.toString(), () -> target(output, false));
  }

  @Test
  void forceRemovesOnlyWhatAnEarlierRunWrote() throws IOException {
    Path output = root.resolve("out");
    publish(output, false, "old", "both");
    Files.writeString(output.resolve("mine.txt"), "mine");
    try (OutputTarget target = target(output, true)) {
      write(target, "both", "again");
      write(target, "new", "new");
      assertThat(output.resolve("both")).hasContent("both");
      target.publish();
    }
    assertThat(names(output)).containsExactly("_pyforge.json", "both", "mine.txt", "new");
    assertThat(output.resolve("both")).hasContent("again");
    assertThat(FolderManifest.read(output)).containsExactly("both", "new");
  }

  @Test
  void abandonedRunIntoAnExistingFolderLeavesItAsItWas() throws IOException {
    Path output = root.resolve("out");
    publish(output, false, "old");
    try (OutputTarget target = target(output, true)) {
      write(target, "old", "changed");
    }
    assertThat(names(output)).containsExactly("_pyforge.json", "old");
    assertThat(output.resolve("old")).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tool\":\"pyforge\",\"files\":[\"../victim\",\"..\",\"sub/victim\",\"_pyforge.json\",{\"a\":1},7]}",
        "{\"tool\":\"other\",\"files\":[\"victim\"]}",
        "{\"tool\":\"pyforge\",\"extra\":{\"files\":[\"victim\"]},\"files\":[\"victim\"",
        "[\"victim\"]",
        "no json",
        ""
      })
  void manifestThatIsForgedOrDamagedRemovesNothing(String manifest) throws IOException {
    Path output = Files.createDirectories(root.resolve("out/sub")).getParent();
    for (String file : List.of("victim", "out/victim", "out/sub/victim")) {
      Files.writeString(root.resolve(file), "kept");
    }
    Files.writeString(output.resolve("_pyforge.json"), manifest);
    publish(output, true, "a");
    for (String file : List.of("victim", "out/victim", "out/sub/victim")) {
      assertThat(root.resolve(file)).hasContent("kept");
    }
    assertThat(FolderManifest.read(output)).containsExactly("a");
  }

  @Test
  void folderThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path output = root.resolve("out");
    try (OutputTarget target = target(output, false)) {
      write(target, "a", "ours");
      Files.createDirectory(output);
      Files.writeString(output.resolve("theirs"), "theirs");
      assertFails(ErrorKind.OUTPUT, "output-exists", output.toString(), target::publish);
    }
    assertThat(names(output)).containsExactly("theirs");
    assertThat(names(root)).containsExactly("out");
  }

  @Test
  void fileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path output = root.resolve("out");
    try (OutputTarget target = target(output, false)) {
      write(target, "a", "ours");
      Files.writeString(output, "theirs");
      assertFails(ErrorKind.OUTPUT, "output-exists", output.toString(), target::publish);
    }
    assertThat(output).hasContent("theirs");
  }

  @Test
  void fileInPlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertFails(ErrorKind.OUTPUT, "output-is-file", file.toString(), () -> target(file, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "_pyforge.json"})
  void onlyNamesOfFilesDirectlyInTheFolderAreTaken(String name) throws IOException {
    try (OutputTarget target = target(root.resolve("out"), false)) {
      assertThatIllegalArgumentException().isThrownBy(() -> target.create(name));
    }
  }

  @Test
  void everyNameOnceAndOnePublish() throws IOException {
    try (OutputTarget target = target(root.resolve("out"), false)) {
      write(target, "a", "1");
      assertThatIllegalArgumentException().isThrownBy(() -> target.create("a"));
      target.publish();
      assertThatIllegalStateException().isThrownBy(target::publish);
      assertThat(target.folder()).isTrue();
    }
  }

  @Test
  void locationsAreInTheWordsOfTheUser() throws IOException {
    LocalStorage storage = new LocalStorage(PrivateTemp.open(root));
    String location = "file:" + root.resolve("out");
    try (OutputTarget target = storage.target(location, true, false);
        OutputTarget slashed = storage.target(root + "/out/", true, false)) {
      assertThat(target.location()).isEqualTo(location);
      assertThat(target.locationOf("a")).isEqualTo(location + "/a");
      assertThat(slashed.locationOf("a")).isEqualTo(root + "/out/a");
    }
  }

  @Test
  void stagedFoldersOfKilledProcessesAreRemovedAndThoseOfLivingOnesStay() throws Exception {
    Path fresh = root.resolve("fresh");
    Path existing = Files.createDirectory(root.resolve("existing"));
    try (ChildProcess dead = ChildProcess.start("folder", fresh.toString());
        ChildProcess living = ChildProcess.start("folder", fresh.toString());
        ChildProcess deadInside = ChildProcess.start("folder", existing.toString())) {
      dead.kill();
      deadInside.kill();
      assertThat(names(root)).hasSize(3);
      assertThat(names(existing)).hasSize(1);
      publish(fresh, false, "a");
      publish(existing, false, "a"); // counts as empty: the dead run's folder is nobody's
      assertThat(living.firstLine).isEqualTo("staged");
    }
    assertThat(names(existing)).containsExactly("_pyforge.json", "a");
    assertThat(names(fresh)).containsExactly("_pyforge.json", "a");
    assertThat(names(root)).hasSize(3).contains("existing", "fresh");
  }

  private OutputTarget target(Path output, boolean force) {
    return new LocalStorage(PrivateTemp.open(root)).target(output.toString(), true, force);
  }

  private void publish(Path output, boolean force, String... files) throws IOException {
    try (OutputTarget target = target(output, force)) {
      for (String file : files) {
        write(target, file, file);
      }
      target.publish();
    }
  }

  private static void write(OutputTarget target, String name, String text) throws IOException {
    try (OutputStream out = target.create(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
