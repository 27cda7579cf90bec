package io.pyforge.databricks.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
class VolumeStorageTest {
  private static final String IN = "/Volumes/main/raw/in";

  @TempDir private Path folder;
  private StorageFixture fixture;
  private TestWorkspace server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    use(new StorageFixture(folder));
    server.put(IN + "/a.csv", "id\n1\n".getBytes(UTF_8));
  }

  private void use(StorageFixture made) {
    fixture = made;
    server = made.server;
    storage = made.storage;
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private static void assertFails(ErrorKind kind, String code, ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.remedy()).isNotEmpty();
  }

  @Test
  void aStorageSaysWhatItTakesAndHowItWent() throws IOException {
    assertThat(storage.options())
        .extracting(OptionSpec::name)
        .containsExactly("workspace-url", "profile", "token", "verify");
    assertThat(storage.handles(IN + "/a.csv")).isTrue();
    assertThat(storage.handles("a.csv")).isFalse();
    assertThat(storage.normalized("dbfs:" + IN + "/a.csv")).isEqualTo(IN + "/a.csv");
    assertThat(storage.facts()).isEmpty();
    Storage other = storage.with(OptionValues.of(Map.of("verify", "true")));
    other.stat(IN);
    assertThat(storage.facts())
        .as("input and output of a run share what they tell")
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("volume_route", "files-api", "workspace", server.url()));
  }

  @Test
  void aSourceIsAFileAsTheUserNamesIt() throws IOException {
    try (InputSource source = storage.source("dbfs:" + IN + "/a.csv")) {
      assertThat(source.name()).isEqualTo("a.csv");
      assertThat(source.location()).isEqualTo("dbfs:" + IN + "/a.csv");
      assertThat(source.access()).isEqualTo(SourceAccess.RANGED);
      assertThat(source.localPath()).isEmpty();
      assertThat(source.stat().sizeBytes()).isEqualTo(5);
      assertThat(source.stat().modified()).isPresent();
      assertThat(source.stat().etag()).isPresent();
      assertThat(source.openStream().readAllBytes()).isEqualTo("id\n1\n".getBytes(UTF_8));
    }
  }

  @Test
  void whatIsNoFileIsNoSource() {
    server.makeFolder(IN + "/d");
    assertFails(ErrorKind.NOT_FOUND, "input-missing", () -> storage.source(IN + "/A.csv"));
    assertFails(ErrorKind.USAGE, "input-is-folder", () -> storage.source(IN + "/d"));
    assertFails(ErrorKind.USAGE, "input-is-folder", () -> storage.source(IN));
    assertFails(ErrorKind.NOT_FOUND, "volume-missing", () -> storage.source("/Volumes/a/b/c/d"));
    assertFails(ErrorKind.USAGE, "bad-location", () -> storage.source("/Volumes/a/b"));
    assertFails(ErrorKind.USAGE, "bad-location", () -> storage.source(IN + "/../x"));
    server.deny(IN + "/a.csv", Access.READ);
    assertFails(ErrorKind.ACCESS, "permission-denied", () -> storage.source(IN + "/a.csv"));
  }

  @Test
  void aFileThatIsTooLargeByTheSettingsIsRefusedUnread() throws IOException {
    fixture.close();
    use(new StorageFixture(folder, Settings.usual(), StorageFixture.settings(4)));
    server.put(IN + "/a.csv", new byte[5]);
    server.put(IN + "/b.csv", new byte[4]);
    assertFails(ErrorKind.INPUT, "input-too-large", () -> storage.source(IN + "/a.csv"));
    assertThat(storage.source(IN + "/b.csv").stat().sizeBytes()).isEqualTo(4);
    assertThat(server.requests().of("GET", "/api")).isEmpty();
  }

  @Test
  void aListingIsSortedFilteredAndLeavesOutWhatIsHidden() throws IOException {
    for (String name : List.of("b.csv", "c.txt", ".hidden.csv", "x[1].csv", "über.csv")) {
      server.put(IN + "/" + name, new byte[name.length()]);
    }
    server.makeFolder(IN + "/folder.csv");
    assertThat(storage.list(IN, "*.csv"))
        .extracting(StorageEntry::location)
        .containsExactly(
            IN + "/a.csv", IN + "/b.csv", IN + "/folder.csv", IN + "/x[1].csv", IN + "/über.csv");
    assertThat(storage.list(IN + "/", "?.csv")).hasSize(2);
    assertThat(storage.list(IN, "x[1]*")).hasSize(1);
    assertThat(storage.list(IN, ".*")).hasSize(1);
    assertThat(storage.list(IN, "*")).hasSize(6);
    StorageEntry b = storage.list(IN, "b.csv").get(0);
    assertThat(b.folder()).isFalse();
    assertThat(b.stat().sizeBytes()).isEqualTo(5);
    assertThat(storage.list(IN, "folder*").get(0).folder()).isTrue();
    assertFails(ErrorKind.NOT_FOUND, "input-missing", () -> storage.list(IN + "/none", "*"));
    assertFails(ErrorKind.NOT_FOUND, "volume-missing", () -> storage.list("/Volumes/a/b/c/d", "*"));
    server.deny(IN, Access.READ);
    assertFails(ErrorKind.ACCESS, "permission-denied", () -> storage.list(IN, "*"));
  }

  @Test
  void whatIsThereIsToldMadeAndRemoved() throws IOException {
    assertThat(storage.stat(IN + "/a.csv").orElseThrow().stat().sizeBytes()).isEqualTo(5);
    assertThat(storage.stat(IN + "/none")).isEmpty();
    storage.mkdirs("dbfs:" + IN + "/x/y");
    assertThat(server.exists(IN + "/x/y")).isTrue();
    assertThat(storage.stat(IN + "/x/y").orElseThrow().folder()).isTrue();
    storage.mkdirs(IN); // a volume is there already
    storage.delete(IN + "/a.csv");
    storage.delete(IN + "/a.csv");
    assertThat(server.exists(IN + "/a.csv")).isFalse();
  }

  // --- the output is looked at before the input is read

  private void assertNothingDone() throws IOException {
    assertThat(server.requests().of("GET", "/api/2.0/fs/files")).as("no byte was read").isEmpty();
    assertThat(server.paths()).containsExactly(IN + "/a.csv");
    assertThat(server.get(IN + "/a.csv")).isEqualTo("id\n1\n".getBytes(UTF_8));
  }

  /** As a run does: the output is asked for first, then the input. */
  private void assertRefused(ErrorKind kind, String code, String output, boolean force)
      throws IOException {
    assertFails(
        kind,
        code,
        () -> {
          storage.checkOutput(output, force);
          storage.source(IN + "/a.csv").openStream().read();
        });
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b.parquet", "/d/b.parquet", "/d/new/b.parquet", "", "/d"})
  void anOutputThatMayNotBeWrittenIsRefused(String output) throws IOException {
    server.makeFolder(IN + "/d");
    server.deny(IN, Access.WRITE);
    assertRefused(ErrorKind.ACCESS, "permission-denied", IN + output, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Volumes/main/raw/none", "/Volumes/main/raw/none/d/b.parquet"})
  void anOutputInNoVolumeIsRefused(String output) throws IOException {
    assertRefused(ErrorKind.NOT_FOUND, "volume-missing", output, false);
  }

  @Test
  void anOutputThatIsThereIsRefusedUnlessItMayBeReplaced() throws IOException {
    assertRefused(ErrorKind.OUTPUT, "output-exists", IN + "/a.csv", false);
    storage.checkOutput(IN + "/a.csv", true);
    assertNothingDone();
  }

  @Test
  void anOutputThatMayBeReplacedButNotWrittenIsRefused() throws IOException {
    server.deny(IN, Access.WRITE);
    assertRefused(ErrorKind.ACCESS, "permission-denied", IN + "/a.csv", true);
  }

  @Test
  void anOutputBelowAFileIsRefused() throws IOException {
    assertRefused(ErrorKind.OUTPUT, "output-not-folder", IN + "/a.csv/x/b.parquet", true);
  }

  @Test
  void anOutputThatIsPossibleLeavesNoTrace() throws IOException {
    server.makeFolder(IN + "/d");
    for (String output : List.of("", "/b.parquet", "/new/deep/b.parquet", "/d", "/d/b")) {
      storage.checkOutput(IN + output, false);
    }
    assertNothingDone();
    assertThat(server.exists(IN + "/new")).isFalse();
  }

  @Test
  void manyOutputsOfOneFolderAreAskedForOnce() throws IOException {
    server.makeFolder(IN + "/d");
    for (int i = 0; i < 5; i++) {
      storage.checkOutput(IN + "/d/" + i, false);
      storage.checkOutput(IN + "/" + i, false);
    }
    assertThat(server.requests().all())
        .filteredOn(request -> request.method().equals("PUT") || request.method().equals("DELETE"))
        .hasSize(2);
  }

  @Test
  void aServiceThatFailsOnceIsAskedAgain() throws IOException {
    server.faults().add(FaultRule.on("*", "/api/**", Fault.status(503)).first(2));
    storage.checkOutput(IN + "/b.parquet", false);
    assertThat(server.requests().all()).extracting(RecordedRequest::status).contains(503);
  }

  @Test
  void aVolumeIsNoFileToWrite() {
    assertFails(ErrorKind.OUTPUT, "output-is-folder", () -> storage.target(IN + "/", false, true));
  }
}
