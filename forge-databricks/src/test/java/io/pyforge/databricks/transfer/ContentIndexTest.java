package io.pyforge.databricks.transfer;

import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContentIndexTest {
  private static final VolumePath FILE = VolumePath.of("/Volumes/main/raw/in/a \"b\" ü.bin");
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private TestWorkspace server;
  private Workspace workspace;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(SmallParts.settings(Multipart.PARTS));
    server.makeVolume("main", "raw", "in");
    server.put(FILE.toString(), bytes(1, 1000), LONG_AGO);
    workspace = TestClients.byToken(server);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private ContentIndex index() {
    return ContentIndex.open(new CacheFolder(folder.resolve("c")), server.url());
  }

  private RemoteEntry entry() {
    return workspace.files().file(FILE).orElseThrow();
  }

  private RemoteEntry listed() {
    return workspace.files().list(FILE.parent().orElseThrow()).get(0);
  }

  private int reads() {
    return server.requests().of("GET", "/api/2.0/fs/files").size();
  }

  private static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasReadOnceIsRememberedForTheNextRun() throws IOException {
    String sha256 = sha256(bytes(1, 1000));
    ContentIndex first = index();
    assertThat(first.sha256(workspace, entry())).isEqualTo(sha256);
    assertThat(first.sha256(workspace, entry())).isEqualTo(sha256);
    assertThat(reads()).isEqualTo(1);
    first.save();
    first.save();
    assertThat(index().sha256(workspace, entry())).isEqualTo(sha256);
    assertThat(reads()).isEqualTo(1);
    Path file = Files.list(folder.resolve("c/contents")).findFirst().orElseThrow();
    assertThat(TransferPiecesTest.permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void anotherVersionOfTheSameSizeAndTimeIsReadAgain() throws IOException {
    ContentIndex index = index();
    index.sha256(workspace, entry());
    server.put(FILE.toString(), bytes(2, 1000), LONG_AGO);
    assertThat(index.sha256(workspace, entry())).isEqualTo(sha256(bytes(2, 1000)));
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void withoutVersionsSizeAndTimeTellOnceTheTimeLiesBack() throws IOException {
    ContentIndex index = index();
    assertThat(listed().etag()).isEmpty();
    index.sha256(workspace, listed());
    index.sha256(workspace, listed());
    assertThat(reads()).isEqualTo(1);
    server.put(FILE.toString(), bytes(2, 1000), LONG_AGO.plusSeconds(1));
    assertThat(index.sha256(workspace, listed())).isEqualTo(sha256(bytes(2, 1000)));
    server.put(FILE.toString(), bytes(3, 999), LONG_AGO.plusSeconds(1));
    assertThat(index.sha256(workspace, listed())).isEqualTo(sha256(bytes(3, 999)));
    assertThat(reads()).isEqualTo(3);
  }

  @Test
  void withoutVersionsAFileOfThisMomentIsReadAgain() throws IOException {
    ContentIndex index = index();
    Instant now = Instant.now();
    server.put(FILE.toString(), bytes(4, 10), now);
    assertThat(index.sha256(workspace, listed())).isEqualTo(sha256(bytes(4, 10)));
    server.put(FILE.toString(), bytes(5, 10), now);
    assertThat(index.sha256(workspace, listed())).isEqualTo(sha256(bytes(5, 10)));
  }

  @Test
  void withoutATimeNothingIsRemembered() {
    RemoteEntry timeless = new RemoteEntry(FILE, false, 1000, Optional.empty(), Optional.empty());
    ContentIndex index = index();
    index.sha256(workspace, timeless);
    index.sha256(workspace, timeless);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void aHalfWrittenLineDoesNoHarm() throws IOException {
    ContentIndex index = index();
    index.note(entry(), "f00d");
    index.save();
    Path file = Files.list(folder.resolve("c/contents")).findFirst().orElseThrow();
    Files.writeString(file, "{\"path\":\"/Vol", StandardOpenOption.APPEND);
    ContentIndex next = index();
    next.note(workspace.files().file(FILE).orElseThrow(), "beef");
    next.save();
    assertThat(index().sha256(workspace, entry())).as("the last line wins").isEqualTo("beef");
    assertThat(reads()).isZero();
  }

  @Test
  void aFileThatCannotBeReadOrWrittenStopsNothing() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("c")).resolve("contents"), "a file");
    ContentIndex index = index();
    assertThat(index.sha256(workspace, entry())).isEqualTo(sha256(bytes(1, 1000)));
    index.save();
    assertThat(index().sha256(workspace, entry())).isEqualTo(sha256(bytes(1, 1000)));
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void manyNotesAreSavedOnTheWay() throws IOException {
    ContentIndex index = index();
    for (int i = 0; i < 100; i++) {
      index.note(
          new RemoteEntry(
              FILE.parent().orElseThrow().child("f" + i),
              false,
              i,
              Optional.of(LONG_AGO),
              Optional.of("e" + i)),
          "sha-" + i);
    }
    ContentIndex other = index();
    RemoteEntry last =
        new RemoteEntry(
            FILE.parent().orElseThrow().child("f99"),
            false,
            99,
            Optional.of(LONG_AGO),
            Optional.of("e99"));
    assertThat(other.sha256(workspace, last)).isEqualTo("sha-99");
  }
}
