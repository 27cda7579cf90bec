package io.pyforge.databricks.transfer;

import static io.pyforge.databricks.transfer.SmallParts.PART;
import static io.pyforge.databricks.transfer.SmallParts.SIZES;
import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class UploadTest {
  private static final VolumePath TO = VolumePath.of("/Volumes/main/raw/in/a b.bin");
  private static final byte[] LARGE = bytes(1, 3 * PART + 12_345);

  @TempDir private Path folder;
  private TestWorkspace server;
  private Workspace workspace;
  private Path file;
  private final AtomicLong told = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    start(Multipart.PARTS);
    file = Files.write(folder.resolve("f"), LARGE);
  }

  private void start(Multipart kind) throws IOException {
    server = TestWorkspace.start(SmallParts.settings(kind));
    server.makeVolume("main", "raw", "in");
    workspace = TestClients.byToken(server);
  }

  private void restart(Multipart kind) throws IOException {
    stop();
    start(kind);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private RemoteEntry upload(boolean overwrite, boolean compare) throws IOException {
    told.set(0);
    return new Upload(workspace, SIZES, told::addAndGet).run(file, TO, overwrite, compare);
  }

  private RemoteEntry upload(Journal journal) throws IOException {
    told.set(0);
    return new Upload(workspace, SIZES, told::addAndGet).run(file, TO, false, false, journal);
  }

  private ForgeException failure() {
    ForgeException failure = catchThrowableOfType(ForgeException.class, () -> upload(false, false));
    assertThat(failure).isNotNull();
    return failure;
  }

  private Journal journal() {
    return Journal.open(folder.resolve("journal.json"), Map.of("size", "" + LARGE.length));
  }

  private void assertStored() throws IOException {
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    assertThat(server.openUploads()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Multipart.class)
  void aLargeFileIsStoredWhateverTheWorkspaceTakes(Multipart kind) throws IOException {
    restart(kind);
    RemoteEntry stored = upload(false, true);
    assertThat(stored.size()).isEqualTo(LARGE.length);
    assertThat(stored.etag()).isPresent();
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    boolean whole = kind == Multipart.NONE || kind == Multipart.NOT_FOUND;
    assertThat(server.storageRequests().of("PUT", "/"))
        .hasSize(whole ? 0 : kind == Multipart.RESUMABLE ? 5 : 4);
    assertThat(server.requests().of("PUT", "/api")).hasSize(whole ? 1 : 0);
  }

  @Test
  void aSmallFileGoesWithOneRequest() throws IOException {
    for (int size : new int[] {0, 1, 2 * PART}) {
      server.requests().reset();
      file = Files.write(folder.resolve("s"), bytes(size, size));
      upload(true, true);
      assertThat(server.get(TO.toString())).isEqualTo(bytes(size, size));
      assertThat(server.requests().of("PUT", "/api")).hasSize(1);
      assertThat(told).hasValue(size);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "RESUMABLE"})
  void anUploadThatTheServiceForgetsStartsAnew(Multipart kind) throws IOException {
    restart(kind);
    Fault gone = Fault.answer(404, "application/xml", "<Error><Code>NoSuchUpload</Code></Error>");
    server.faults().add(FaultRule.onStorage("PUT", "/**", gone).nth(3));
    upload(false, true);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    assertThat(initiations()).isEqualTo(2);
  }

  private long initiations() {
    return server.requests().of("POST", "/api/2.0/fs/files").stream()
        .filter(request -> request.rawQuery().contains("initiate"))
        .count();
  }

  @Test
  void anUploadThatIsForgottenEveryTimeIsAFailure() {
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.answer(404, "", "")));
    ForgeException failure = failure();
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("upload-forgotten");
    assertThat(initiations()).isEqualTo(3);
    assertThat(told).hasValue(0);
  }

  @Test
  void anEndThatIsForgottenStartsAnew() throws IOException {
    server
        .faults()
        .add(
            FaultRule.on(
                    "POST",
                    "/api/2.0/fs/files/**",
                    Fault.answer(400, "application/json", "{\"error_code\":\"X\"}"))
                .nth(2));
    upload(false, false);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(initiations()).isEqualTo(2);
  }

  @Test
  void anEndWhoseAnswerWasLostIsComparedAndCounts() throws IOException {
    server
        .faults()
        .add(FaultRule.on("POST", "/api/2.0/fs/files/**", Fault.reset().afterEffect()).nth(2));
    upload(false, false);
    assertStored();
    assertThat(initiations()).isEqualTo(1);
  }

  @Test
  void anEndWhoseAnswerWasLostDoesNotTakeSomebodyElsesFileForOurs() throws IOException {
    // Ours was not stored, and theirs has the same size.
    byte[] theirs = bytes(99, LARGE.length);
    server.faults().add(FaultRule.on("POST", "/api/2.0/fs/files/**", Fault.status(500)).nth(2));
    Upload upload =
        new Upload(
            workspace,
            SIZES,
            moved -> {
              if (told.addAndGet(moved) == LARGE.length) {
                put(theirs);
              }
            });
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> upload.run(file, TO, false, false));
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-exists");
    assertThat(server.get(TO.toString())).isEqualTo(theirs);
  }

  private void put(byte[] bytes) {
    try {
      server.put(TO.toString(), bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "RESUMABLE"})
  void anAddressThatIsTooOldIsAskedForAnew(Multipart kind) throws IOException {
    restart(kind);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.urlExpired(true)).nth(2));
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.urlExpired(false)).nth(4));
    upload(false, true);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "RESUMABLE"})
  void aStorageThatAcceptsNoAddressIsAFailureAndTheUploadIsGivenUp(Multipart kind)
      throws IOException {
    restart(kind);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.urlExpired(true)));
    ForgeException failure = failure();
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("storage-refused");
    assertThat(server.openUploads()).isZero();
  }

  @Test
  void aStorageThatKeepsNothingIsNotSentTheSameForEver() throws IOException {
    restart(Multipart.RESUMABLE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.answer(308, "", "")));
    ForgeException failure = failure();
    assertThat(failure.code()).isEqualTo("storage-refused");
    assertThat(failure.problem()).contains("keeps nothing");
    assertThat(server.storageRequests().of("PUT", "/").size()).isBetween(6, 8);
  }

  @Test
  void aStorageThatLostWhatItHadIsSentAllAgain() throws IOException {
    restart(Multipart.RESUMABLE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.answer(308, "", "")).nth(3));
    upload(false, true);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
  }

  @Test
  void aPartThatBreaksOffGoesOnWhereTheStorageIs() throws IOException {
    restart(Multipart.RESUMABLE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.resetDuringUpload(600_000)).nth(3));
    upload(false, true);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
  }

  @Test
  void aFileThatIsThereIsAConflictBeforeAnyByteIsSent() throws IOException {
    server.put(TO.toString(), bytes(5, 10));
    ForgeException failure = failure();
    assertThat(failure.code()).isEqualTo("output-exists");
    assertThat(server.storageRequests().count()).isZero();
    assertThat(server.get(TO.toString())).isEqualTo(bytes(5, 10));
    upload(true, true);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
  }

  @Test
  void aFileThatAppearsMeanwhileIsAConflictAndTheUploadIsGivenUp() throws IOException {
    Upload upload =
        new Upload(
            workspace,
            SIZES,
            moved -> {
              if (told.addAndGet(moved) == LARGE.length) {
                put(bytes(5, 10));
              }
            });
    ForgeException failure =
        catchThrowableOfType(
            ForgeException.class, () -> upload.run(file, TO, false, false, journal()));
    assertThat(failure.code()).isEqualTo("output-exists");
    assertThat(server.get(TO.toString())).isEqualTo(bytes(5, 10));
    assertThat(folder.resolve("journal.json")).as("there is nothing to continue").doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "PARTS_AZURE", "RESUMABLE"})
  void anUploadGoesOnWhereAnotherRunWasEnded(Multipart kind) throws IOException {
    restart(kind);
    boolean ordered = kind == Multipart.RESUMABLE;
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(ordered ? 4 : 3));
    assertThat(catchThrowableOfType(ForgeException.class, () -> upload(journal())).code())
        .isEqualTo("storage-refused");
    assertThat(server.openUploads()).isEqualTo(1);
    assertThat(TransferPiecesTest.permissions(folder.resolve("journal.json")))
        .isEqualTo("rw-------");
    server.faults().clear();
    long before = server.storageRequests().receivedBytes();
    upload(journal());
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    assertThat(server.storageRequests().receivedBytes() - before)
        .isLessThan(LARGE.length - PART + 1);
    assertThat(initiations()).isEqualTo(1);
    assertThat(folder.resolve("journal.json")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "RESUMABLE"})
  void anUploadOfAnotherRunThatIsForgottenStartsAnew(Multipart kind) throws IOException {
    restart(kind);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(3));
    assertThat(catchThrowableOfType(ForgeException.class, () -> upload(journal()))).isNotNull();
    Journal journal = journal();
    workspace
        .files()
        .parts()
        .abort(
            TO,
            new io.pyforge.databricks.client.PartsApi.Session(
                io.pyforge.databricks.client.PartsApi.Kind.PARTS,
                journal.fact("session_token").orElseThrow()));
    assertThat(server.openUploads()).isZero();
    server.faults().clear();
    upload(journal);
    assertThat(server.get(TO.toString())).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    assertThat(folder.resolve("journal.json")).doesNotExist();
  }

  @Test
  void aFileThatIsSeenLateCounts() throws IOException {
    file = Files.write(folder.resolve("s"), bytes(3, 100));
    server.faults().add(FaultRule.on("HEAD", "/api/**", Fault.status(404)).first(3));
    assertThat(upload(false, true).size()).isEqualTo(100);
    server.faults().add(FaultRule.on("HEAD", "/api/**", Fault.wrongLength(7)));
    assertThat(upload(true, false).size()).as("the listing knows it").isEqualTo(100);
  }

  @Test
  void aFileOfAnotherSizeThanWasSentIsAFailure() throws IOException {
    file = Files.write(folder.resolve("s"), bytes(3, 100));
    server.faults().add(FaultRule.on("HEAD", "/api/**", Fault.wrongLength(7)));
    server
        .faults()
        .add(
            FaultRule.on(
                "GET",
                "/api/2.0/fs/directories/**",
                Fault.answer(200, "application/json", "{\"contents\":[]}")));
    ForgeException failure = failure();
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("size-differs");
    assertThat(failure.problem()).contains("has 107 bytes after 100 bytes were stored");
    server.faults().clear();
    server.faults().add(FaultRule.on("HEAD", "/api/**", Fault.status(404)));
    server
        .faults()
        .add(
            FaultRule.on(
                "GET",
                "/api/2.0/fs/directories/**",
                Fault.answer(200, "application/json", "{\"contents\":[]}")));
    assertThat(catchThrowableOfType(ForgeException.class, () -> upload(true, false)).problem())
        .contains("is not there after 100 bytes were stored");
  }

  @Test
  void anotherContentThanWasSentIsAFailureWhenItIsCompared() throws IOException {
    file = Files.write(folder.resolve("s"), bytes(3, 100));
    server
        .faults()
        .add(FaultRule.on("GET", "/api/2.0/fs/files/**", Fault.answer(200, "", "x".repeat(100))));
    ForgeException failure = catchThrowableOfType(ForgeException.class, () -> upload(false, true));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("content-differs");
    assertThat(failure.problem()).contains("SHA-256");
  }

  @Test
  void aFileThatChangesWhileItIsSentIsAFailureOfTheInput() throws IOException {
    for (boolean shorter : new boolean[] {true, false}) {
      Files.write(file, LARGE);
      told.set(0);
      Upload upload =
          new Upload(
              workspace,
              SIZES,
              moved -> {
                if (told.addAndGet(moved) > PART) {
                  change(shorter ? PART : LARGE.length + 1);
                }
              });
      ForgeException failure =
          catchThrowableOfType(ForgeException.class, () -> upload.run(file, TO, true, false));
      assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
      assertThat(failure.code()).isEqualTo("input-changed");
      assertThat(server.openUploads()).isZero();
    }
  }

  private void change(long size) {
    try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
      changed.setLength(size);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFileThatIsTooLargeForOneRequestNeedsParts() throws IOException {
    restart(Multipart.NONE);
    change((5L << 30) + 1);
    ForgeException failure = failure();
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-too-large");
    assertThat(server.requests().of("PUT", "/api")).isEmpty();
  }

  @Test
  void onlyTheWorkspaceSeesTheToken() throws IOException {
    upload(false, false);
    assertThat(server.storageRequests().all()).isNotEmpty().noneMatch(RecordedRequest::authorized);
    assertThat(server.requests().all()).allMatch(RecordedRequest::authorized);
  }
}
