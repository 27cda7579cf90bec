package io.pyforge.databricks.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VolumeTargetTest {
  private static final String IN = "/Volumes/main/raw/in";

  @TempDir private Path folder;
  private StorageFixture fixture;
  private TestWorkspace server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    fixture = new StorageFixture(folder);
    server = fixture.server;
    storage = fixture.storage;
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(fixture.left()).as("what was on its way is removed").isEmpty();
    fixture.close();
  }

  private static void write(OutputTarget target, String name, String text) throws IOException {
    try (OutputStream out = target.create(name)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private void file(String location, boolean force, String text) throws IOException {
    try (OutputTarget target = storage.target(location, false, force)) {
      write(target, "", text);
      target.publish();
    }
  }

  private void folder(String location, boolean force, String... names) throws IOException {
    try (OutputTarget target = storage.target(location, true, force)) {
      for (String name : names) {
        write(target, name, "in " + name);
      }
      target.publish();
    }
  }

  private String text(String path) throws IOException {
    return new String(server.get(path), UTF_8);
  }

  private static ForgeException failure(ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  // --- one file

  @Test
  void aFileAppearsWhenItIsPublishedAndNotBefore() throws IOException {
    try (OutputTarget target = storage.target("dbfs:" + IN + "/x/y/a.csv", false, false)) {
      assertThat(target.location()).isEqualTo("dbfs:" + IN + "/x/y/a.csv");
      assertThat(target.folder()).isFalse();
      assertThat(target.locationOf("")).isEqualTo("dbfs:" + IN + "/x/y/a.csv");
      write(target, "", "text");
      assertThat(server.paths()).isEmpty();
      assertThat(server.exists(IN + "/x")).isFalse();
      target.publish();
    }
    assertThat(text(IN + "/x/y/a.csv")).isEqualTo("text");
  }

  @Test
  void withoutPublishingNothingIsLeft() throws IOException {
    try (OutputTarget target = storage.target(IN + "/x/a.csv", false, false)) {
      write(target, "", "text");
    }
    assertThat(server.paths()).isEmpty();
    assertThat(server.exists(IN + "/x")).isFalse();
    storage.target(IN + "/x/a.csv", false, false).close(); // not even begun
  }

  @Test
  void aFileThatIsThereOnlyGivesWayWhenItMay() throws IOException {
    file(IN + "/a.csv", false, "one");
    assertThat(failure(() -> file(IN + "/a.csv", false, "two")).code()).isEqualTo("output-exists");
    assertThat(text(IN + "/a.csv")).isEqualTo("one");
    file(IN + "/a.csv", true, "two");
    assertThat(text(IN + "/a.csv")).isEqualTo("two");
    server.makeFolder(IN + "/d");
    assertThat(failure(() -> file(IN + "/d", true, "x")).code()).isEqualTo("output-is-folder");
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    try (OutputTarget target = storage.target(IN + "/a.csv", false, false)) {
      write(target, "", "ours");
      server.put(IN + "/a.csv", "theirs".getBytes(UTF_8));
      ForgeException failure = failure(target::publish);
      assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
      assertThat(failure.code()).isEqualTo("output-exists");
    }
    assertThat(text(IN + "/a.csv")).isEqualTo("theirs");
  }

  @Test
  void foldersThatWereMadeAreTakenBackWhenTheFileCannotBeStored() throws IOException {
    server.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**", Fault.quota()));
    ForgeException failure = failure(() -> file(IN + "/x/y/a.csv", false, "text"));
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-too-large");
    assertThat(server.exists(IN + "/x")).isFalse();
  }

  @Test
  void foldersThatSomebodyUsesMeanwhileStay() throws IOException {
    server.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**/a.csv", Fault.status(403)));
    try (OutputTarget target = storage.target(IN + "/x/y/a.csv", false, false)) {
      write(target, "", "ours");
      server.put(IN + "/x/b.csv", "theirs".getBytes(UTF_8));
      assertThat(failure(target::publish).kind()).isEqualTo(ErrorKind.ACCESS);
    }
    assertThat(server.paths()).containsExactly(IN + "/x/b.csv");
    assertThat(server.exists(IN + "/x/y")).isFalse();
  }

  @Test
  void aFailureToTakeFoldersBackIsToldBesideTheFirst() throws IOException {
    server.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**", Fault.status(403)));
    server.faults().add(FaultRule.on("GET", "/api/2.0/fs/directories/**", Fault.status(403)));
    ForgeException failure = failure(() -> file(IN + "/x/a.csv", false, "text"));
    assertThat(failure.problem()).contains("writing");
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  @Test
  void whatWasStoredIsComparedWhenThatIsAskedFor() throws IOException {
    server.faults().add(FaultRule.on("GET", "/api/2.0/fs/files/**", Fault.answer(200, "", "hoax")));
    Storage verifying = storage.with(OptionValues.of(Map.of("verify", "true")));
    try (OutputTarget target = verifying.target(IN + "/a.csv", false, false)) {
      write(target, "", "text");
      assertThat(failure(target::publish).code()).isEqualTo("content-differs");
    }
    server.faults().clear();
    try (OutputTarget target = verifying.target(IN + "/b.csv", false, false)) {
      write(target, "", "text");
      target.publish();
    }
    assertThat(text(IN + "/b.csv")).isEqualTo("text");
  }

  // --- a folder of files

  @Test
  void aFolderGetsItsFilesAndTheirListLast() throws IOException {
    folder(IN + "/out/", false, "a.csv", "ü #1.csv");
    assertThat(server.paths())
        .containsExactly(IN + "/out/_pyforge.json", IN + "/out/a.csv", IN + "/out/ü #1.csv");
    assertThat(text(IN + "/out/a.csv")).isEqualTo("in a.csv");
    assertThat(text(IN + "/out/_pyforge.json"))
        .isEqualTo("{\"tool\":\"pyforge\",\"version\":1,\"files\":[\"a.csv\",\"ü #1.csv\"]}");
    assertThat(server.requests().of("PUT", "/api/2.0/fs/files"))
        .last()
        .satisfies(put -> assertThat(put.rawPath()).endsWith("/_pyforge.json"));
  }

  @Test
  void aFolderTellsWhereItsFilesWillBe() throws IOException {
    try (OutputTarget target = storage.target(IN + "/out", true, false)) {
      assertThat(target.folder()).isTrue();
      assertThat(target.locationOf("a")).isEqualTo(IN + "/out/a");
    }
    try (OutputTarget target = storage.target(IN + "/out/", true, false)) {
      assertThat(target.locationOf("a")).isEqualTo(IN + "/out/a");
    }
    try (OutputTarget target = storage.target(IN, true, false)) {
      write(target, "a", "x");
      target.publish();
    }
    assertThat(server.paths()).containsExactly(IN + "/_pyforge.json", IN + "/a");
  }

  @Test
  void aFolderWithSomethingInItOnlyTakesMoreWhenItMay() throws IOException {
    server.put(IN + "/out/other.txt", "other".getBytes(UTF_8));
    assertThat(failure(() -> folder(IN + "/out", false, "a.csv")).code())
        .isEqualTo("output-exists");
    folder(IN + "/out", true, "a.csv", "b.csv");
    folder(IN + "/out", true, "b.csv", "c.csv");
    assertThat(server.paths())
        .as("of an earlier run only its own files go")
        .containsExactly(
            IN + "/out/_pyforge.json", IN + "/out/b.csv", IN + "/out/c.csv", IN + "/out/other.txt");
    server.put(IN + "/file", new byte[1]);
    assertThat(failure(() -> folder(IN + "/file", true, "a.csv")).code())
        .isEqualTo("output-is-file");
    server.makeFolder(IN + "/empty");
    folder(IN + "/empty", false, "a.csv");
    assertThat(text(IN + "/empty/a.csv")).isEqualTo("in a.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"tool\":\"other\",\"files\":[\"b.csv\"]}",
        "{\"tool\":\"pyforge\",\"files\":[\"../b.csv\",\"d/b.csv\",\"\",\"..\",\"_pyforge.json\"]}"
      })
  void aListThatIsNotOursRemovesNothing(String manifest) throws IOException {
    server.put(IN + "/b.csv", "above".getBytes(UTF_8));
    server.put(IN + "/out/b.csv", "beside".getBytes(UTF_8));
    server.put(IN + "/out/d/b.csv", "below".getBytes(UTF_8));
    server.put(IN + "/out/_pyforge.json", manifest.getBytes(UTF_8));
    folder(IN + "/out", true, "a.csv");
    assertThat(server.paths()).hasSize(5);
  }

  @Test
  void aListThatIsAFolderIsNoList() throws IOException {
    server.makeFolder(IN + "/out/_pyforge.json");
    assertThat(failure(() -> folder(IN + "/out", true, "a.csv")).kind())
        .isEqualTo(ErrorKind.OUTPUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\\b", "a\0b", "..", ".", "_pyforge.json"})
  void aNameThatIsNoneIsRefused(String name) throws IOException {
    try (OutputTarget target = storage.target(IN + "/out", true, false)) {
      assertThatThrownBy(() -> target.create(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aNameIsUsedOnceAndAFileHasNone() throws IOException {
    try (OutputTarget target = storage.target(IN + "/out", true, false)) {
      write(target, "a", "x");
      assertThatThrownBy(() -> target.create("a")).isInstanceOf(IllegalArgumentException.class);
      assertThat(failure(() -> target.create("b\u0001")).code()).isEqualTo("bad-location");
      assertThat(failure(() -> target.create("ü".repeat(128))).code()).isEqualTo("bad-location");
    }
    try (OutputTarget target = storage.target(IN + "/a.csv", false, false)) {
      assertThatThrownBy(() -> target.create("a")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFolderThatCannotBeFinishedIsTakenBackWhole() throws IOException {
    server.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**/c.csv", Fault.status(403)));
    assertThat(failure(() -> folder(IN + "/x/out", false, "a.csv", "b.csv", "c.csv")).kind())
        .isEqualTo(ErrorKind.ACCESS);
    assertThat(server.paths()).isEmpty();
    assertThat(server.exists(IN + "/x")).isFalse();
    assertThat(failure(() -> folder(IN + "/x/out", true, "a.csv", "b.csv", "c.csv")).kind())
        .as("nothing was there before, whatever may be replaced")
        .isEqualTo(ErrorKind.ACCESS);
    assertThat(server.exists(IN + "/x")).isFalse();
  }

  @Test
  void aFolderThatWasThereKeepsWhatWasReplacedInIt() throws IOException {
    folder(IN + "/out", false, "a.csv", "b.csv");
    server.faults().add(FaultRule.on("PUT", "/api/2.0/fs/files/**/b.csv", Fault.status(403)));
    assertThat(failure(() -> folder(IN + "/out", true, "a.csv", "b.csv")).kind())
        .isEqualTo(ErrorKind.ACCESS);
    assertThat(server.paths())
        .containsExactly(IN + "/out/_pyforge.json", IN + "/out/a.csv", IN + "/out/b.csv");
  }

  @Test
  void aFileThatAppearsInAFolderMeanwhileIsNotReplacedAndNotRemoved() throws IOException {
    try (OutputTarget target = storage.target(IN + "/out", true, false)) {
      write(target, "a.csv", "ours");
      write(target, "b.csv", "ours");
      server.put(IN + "/out/b.csv", "theirs".getBytes(UTF_8));
      assertThat(failure(target::publish).code()).isEqualTo("output-exists");
    }
    assertThat(server.paths()).containsExactly(IN + "/out/b.csv");
    assertThat(text(IN + "/out/b.csv")).isEqualTo("theirs");
  }

  @Test
  void whatMayNotBeLookedAtIsAFailureAtOnce() {
    server.deny(IN, Access.READ);
    assertThat(failure(() -> storage.target(IN + "/a", false, false)).kind())
        .isEqualTo(ErrorKind.ACCESS);
  }
}
