package io.pyforge.databricks.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FilesApiTest {
  private static final VolumePath IN = VolumePath.of("/Volumes/main/raw/in");
  private static final VolumePath FILE = IN.child("a.bin");
  private static final byte[] BYTES = new byte[100_000];
  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

  static {
    new Random(1).nextBytes(BYTES);
  }

  private TestWorkspace server;
  private Workspace workspace;
  private FilesApi files;

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(Settings.usual().withPageSize(3));
    server.makeVolume("main", "raw", "in");
    server.put(FILE.toString(), BYTES, TIME);
    workspace = TestClients.byToken(server);
    files = workspace.files();
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private void fault(String method, String path, Fault fault) {
    server.faults().add(FaultRule.on(method, path, fault));
  }

  private void faultOnce(String method, Fault fault) {
    server.faults().add(FaultRule.on(method, "/api/**", fault).first(1));
  }

  private RemoteEntry entry() {
    return files.file(FILE).orElseThrow();
  }

  private byte[] range(RemoteEntry entry, long offset, int length) {
    Bytes bytes = new Bytes();
    assertThat(files.read(entry, offset, length, bytes)).isTrue();
    return bytes.all();
  }

  private byte[] whole(RemoteEntry entry) {
    Bytes bytes = new Bytes();
    assertThat(files.readWhole(entry, bytes)).isEqualTo(bytes.all().length);
    return bytes.all();
  }

  /** What came since the last beginning. */
  private static final class Bytes implements FilesApi.Sink {
    private ByteArrayOutputStream now = new ByteArrayOutputStream();
    private int beginnings;

    @Override
    public ByteArrayOutputStream from(long offset) {
      beginnings++;
      now = new ByteArrayOutputStream();
      return now;
    }

    byte[] all() {
      return now.toByteArray();
    }
  }

  private static ForgeException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  private static void assertFailure(
      ErrorKind kind, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ForgeException failure = failure(call);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.remedy()).isNotEmpty();
  }

  // --- looking

  @Test
  void aFileIsFoundWithSizeTimeAndVersion() {
    assertThat(entry())
        .isEqualTo(new RemoteEntry(FILE, false, BYTES.length, Optional.of(TIME), entry().etag()));
    assertThat(entry().etag()).isPresent();
    assertThat(files.stat(FILE)).contains(entry());
    assertThat(files.file(IN.child("none"))).isEmpty();
    assertThat(files.stat(IN.child("none"))).isEmpty();
  }

  @Test
  void aFolderIsToldFromAFile() {
    server.makeFolder(IN + "/d");
    RemoteEntry folder = files.stat(IN.child("d")).orElseThrow();
    assertThat(folder.folder()).isTrue();
    assertThat(folder.size()).isEqualTo(-1);
    assertThat(files.isFolder(IN.child("d"))).isTrue();
    assertThat(files.isFolder(FILE)).isFalse();
    assertThat(files.stat(IN).orElseThrow().folder()).isTrue();
    assertThat(files.stat(VolumePath.of("/Volumes/main/raw/other"))).isEmpty();
  }

  @Test
  void aLengthThatIsLeftOutIsTakenFromTheFolder() throws IOException {
    server.put(IN + "/A-before-it", new byte[7]);
    fault("HEAD", "/api/**", Fault.noLength());
    assertThat(entry().size()).isEqualTo(BYTES.length);
    assertThat(entry().etag()).as("the version of the answer stays").isPresent();
    assertThat(server.requests().of("GET", "/api/2.0/fs/directories")).hasSize(2);
  }

  @Test
  void anEmptyFileHasALength() throws IOException {
    server.put(FILE.toString(), new byte[0]);
    assertThat(entry().size()).isZero();
    assertThat(server.requests().of("GET", "/api")).as("nobody else is asked for it").isEmpty();
  }

  @Test
  void aFileThatNobodyKnowsTheSizeOfIsAFileStill() {
    fault("HEAD", "/api/**", Fault.noLength());
    fault("GET", "/api/2.0/fs/directories/**", Fault.answer(200, "application/json", "{}"));
    assertThat(entry().size()).isEqualTo(-1);
    assertThat(whole(entry())).isEqualTo(BYTES);
  }

  @Test
  void whatMayNotBeReadIsAFailureOfAccess() {
    server.deny(FILE.toString(), Access.READ);
    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> files.file(FILE), () -> files.stat(FILE))) {
      ForgeException failure = failure(call);
      assertThat(failure.kind()).isEqualTo(ErrorKind.ACCESS);
      assertThat(failure.code()).isEqualTo("permission-denied");
      assertThat(failure.problem()).contains(FILE.toString());
      assertThat(failure.remedy()).contains("READ VOLUME");
    }
    server.deny(IN.toString(), Access.READ);
    assertFailure(ErrorKind.ACCESS, "permission-denied", () -> files.isFolder(IN));
    assertFailure(ErrorKind.ACCESS, "permission-denied", () -> files.list(IN));
  }

  // --- listing

  @Test
  void aListingHasAllPagesSortedByName() throws IOException {
    for (String name : List.of("z", "b", "B", "ä", "10", "9", "with space", "ü#?%+")) {
      server.put(IN + "/" + name, name.getBytes(UTF_8));
    }
    server.makeFolder(IN + "/folder");
    List<RemoteEntry> entries = files.list(IN);
    assertThat(entries)
        .extracting(e -> e.path().name())
        .containsExactly("10", "9", "B", "a.bin", "b", "folder", "with space", "z", "ä", "ü#?%+");
    assertThat(entries.get(5).folder()).isTrue();
    assertThat(entries.get(5).size()).isEqualTo(-1);
    assertThat(entries.get(3).size()).isEqualTo(BYTES.length);
    assertThat(entries.get(3).modified()).contains(TIME);
    assertThat(server.requests().of("GET", "/api/2.0/fs/directories")).hasSize(4);
  }

  @Test
  void anEmptyPageWithATokenIsNotTheEnd() throws IOException {
    for (int i = 0; i < 7; i++) {
      server.put(IN + "/f" + i, new byte[i]);
    }
    server
        .faults()
        .add(FaultRule.on("GET", "/api/2.0/fs/directories/**", Fault.emptyPage()).nth(2));
    assertThat(files.list(IN)).extracting(e -> e.path().name()).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void aPageThatLeadsToItselfDoesNotGoOnForEver() throws IOException {
    for (int i = 0; i < 7; i++) {
      server.put(IN + "/f" + i, new byte[i]);
    }
    fault("GET", "/api/2.0/fs/directories/**", Fault.repeatedPageToken());
    assertFailure(ErrorKind.REMOTE, "listing-endless", () -> files.list(IN));
  }

  @Test
  void aPageThatIsCutIsReadAgainAndNothingIsListedTwice() throws IOException {
    for (int i = 0; i < 7; i++) {
      server.put(IN + "/f" + i, new byte[i]);
    }
    server
        .faults()
        .add(
            FaultRule.on("GET", "/api/2.0/fs/directories/**", Fault.cutAtShare(End.CLOSED, 0.9))
                .nth(2));
    assertThat(files.list(IN)).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void aFolderThatIsNotThereIsNotFound() {
    assertFailure(ErrorKind.NOT_FOUND, "input-missing", () -> files.list(IN.child("none")));
    assertFailure(ErrorKind.NOT_FOUND, "input-missing", () -> files.list(FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "..", "a/b", "x\\\\y", "a\\u0000b"})
  void aListedNameThatIsNoneIsRefused(String name) {
    fault(
        "GET",
        "/api/2.0/fs/directories/**",
        Fault.answer(
            200,
            "application/json",
            "{\"contents\":[{\"path\":\"/Volumes/main/raw/in/x\",\"name\":\"" + name + "\"}]}"));
    assertFailure(ErrorKind.USAGE, "bad-location", () -> files.list(IN));
  }

  @Test
  void anEntryWithAPathOnlyIsNamedByIt() {
    fault(
        "GET",
        "/api/2.0/fs/directories/**",
        Fault.answer(
            200,
            "application/json",
            "{\"contents\":[{\"path\":\"/Volumes/main/raw/in/e\",\"file_size\":7},"
                + "{\"path\":\"/Volumes/main/raw/in/d/\",\"is_directory\":true},"
                + "{\"path\":\"/Volumes/main/raw/in/c\"}]}"));
    assertThat(files.list(IN))
        .as("sorted, whatever the order of the service")
        .containsExactly(
            new RemoteEntry(IN.child("c"), false, 0, Optional.empty(), Optional.empty()),
            new RemoteEntry(IN.child("d"), true, -1, Optional.empty(), Optional.empty()),
            new RemoteEntry(IN.child("e"), false, 7, Optional.empty(), Optional.empty()));
  }

  // --- reading

  @Test
  void anyRangeIsReadAsItIs() {
    RemoteEntry entry = entry();
    for (int[] range : new int[][] {{0, 1}, {0, 100_000}, {99_999, 1}, {12_345, 54_321}}) {
      assertThat(range(entry, range[0], range[1]))
          .isEqualTo(Arrays.copyOfRange(BYTES, range[0], range[0] + range[1]));
    }
    RecordedRequest last = server.requests().of("GET", "/api/2.0/fs/files").get(3);
    assertThat(last.headers().first("Range")).contains("bytes=12345-66665");
    assertThat(last.headers().first("If-Unmodified-Since"))
        .contains("Sun, 01 Nov 2026 10:00:00 GMT");
    assertThat(last.headers().first("Accept")).contains("application/octet-stream");
  }

  @Test
  void aServiceThatGivesWholeFilesOnlyIsNoticedBeforeAnythingIsTaken() {
    RemoteEntry entry = entry();
    fault("GET", "/api/**", Fault.rangeIgnored());
    Bytes bytes = new Bytes();
    assertThat(files.read(entry, 10, 20, bytes)).isFalse();
    assertThat(files.read(entry, 0, 20, bytes)).isFalse();
    assertThat(bytes.beginnings).isZero();
    assertThat(range(entry, 0, BYTES.length)).as("the whole is the range").isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 0-9/100000", "bytes 11-20/100000", "bytes 10-20/100000", ""})
  void anotherRangeThanWasAskedForIsNotTaken(String range) {
    RemoteEntry entry = entry();
    Fault other = Fault.answer(206, "application/octet-stream", "0123456789");
    faultOnce("GET", range.isEmpty() ? other : other.withHeader("Content-Range", range));
    Bytes bytes = new Bytes();
    assertThat(files.read(entry, 10, 10, bytes)).isTrue();
    assertThat(bytes.all()).isEqualTo(Arrays.copyOfRange(BYTES, 10, 20));
    assertThat(bytes.beginnings).isEqualTo(1);
  }

  @Test
  void aRangeOfAFileThatChangedIsAFailureOfTheInput() throws IOException {
    RemoteEntry entry = entry();
    byte[] other = BYTES.clone();
    other[5]++;
    server.put(FILE.toString(), other);
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(entry, 0, 10));
    // The time alone tells it as well, and the size.
    RemoteEntry listed =
        new RemoteEntry(FILE, false, BYTES.length, entry.modified(), Optional.empty());
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(listed, 0, 10));
    assertFailure(ErrorKind.INPUT, "input-changed", () -> whole(listed));
    RemoteEntry bySize = new RemoteEntry(FILE, false, 77_777, Optional.empty(), Optional.empty());
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(bySize, 0, 10));
    RemoteEntry byEtag = new RemoteEntry(FILE, false, BYTES.length, Optional.empty(), entry.etag());
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(byEtag, 0, 10));
    assertFailure(ErrorKind.INPUT, "input-changed", () -> whole(byEtag));
  }

  @Test
  void aFileThatIsSaidToBeAnotherAndIsNotIsReadAgain() {
    RemoteEntry entry = entry();
    faultOnce("GET", Fault.fileChanged());
    assertThat(range(entry, 10, 20)).isEqualTo(Arrays.copyOfRange(BYTES, 10, 30));
    server.faults().clear();
    server.requests().reset();
    fault("GET", "/api/**", Fault.fileChanged());
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(entry, 10, 20));
    assertThat(server.requests().of("GET", "/api")).as("looks").hasSize(3);
  }

  @Test
  void aFileThatIsSaidToBeAnotherAndIsIsNotReadAgain() {
    RemoteEntry now = entry();
    Optional<Instant> time = now.modified();
    Optional<Instant> earlier = time.map(at -> at.minusSeconds(1));
    fault("GET", "/api/**", Fault.fileChanged());
    for (RemoteEntry before :
        List.of(
            new RemoteEntry(FILE, false, now.size() - 1, time, now.etag()),
            new RemoteEntry(FILE, false, now.size(), earlier, now.etag()),
            new RemoteEntry(FILE, false, now.size(), time, Optional.of("\"other\"")))) {
      server.requests().reset();
      assertFailure(ErrorKind.INPUT, "input-changed", () -> range(before, 10, 20));
      assertThat(server.requests().of("GET", "/api")).hasSize(1);
    }
  }

  @Test
  void aTimeToTheMillisecondIsNoChange() throws IOException {
    server.put(FILE.toString(), BYTES, TIME.plusMillis(250));
    RemoteEntry listed = files.list(IN).get(0);
    assertThat(listed.modified()).contains(TIME.plusMillis(250));
    assertThat(range(listed, 1, 5)).isEqualTo(Arrays.copyOfRange(BYTES, 1, 6));
    assertThat(whole(listed)).isEqualTo(BYTES);
  }

  @Test
  void aRangeBehindTheEndMeansThatTheFileChanged() {
    RemoteEntry longer =
        new RemoteEntry(FILE, false, 2L * BYTES.length, Optional.empty(), Optional.empty());
    assertFailure(ErrorKind.INPUT, "input-changed", () -> range(longer, 150_000, 10));
  }

  @Test
  void aFileThatIsGoneIsNotFound() {
    RemoteEntry gone =
        new RemoteEntry(IN.child("gone"), false, 10, Optional.empty(), Optional.empty());
    assertFailure(ErrorKind.NOT_FOUND, "input-missing", () -> range(gone, 0, 10));
    assertFailure(ErrorKind.NOT_FOUND, "input-missing", () -> whole(gone));
  }

  @Test
  void contentTypesDoNotMatter() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    server.put(FILE.toString(), all);
    RemoteEntry entry = entry();
    faultOnce("GET", Fault.noContentType());
    assertThat(whole(entry)).isEqualTo(all);
    faultOnce("GET", Fault.contentType("application/json"));
    assertThat(whole(entry)).isEqualTo(all);
    faultOnce("GET", Fault.noContentType());
    assertThat(range(entry, 128, 128)).isEqualTo(Arrays.copyOfRange(all, 128, 256));
  }

  @Test
  void aBodyWithoutALengthIsComparedWithTheFiles() {
    RemoteEntry entry = entry();
    faultOnce("GET", Fault.chunked());
    assertThat(whole(entry)).isEqualTo(BYTES);
    faultOnce("GET", Fault.noLength());
    assertThat(whole(entry)).isEqualTo(BYTES);
    faultOnce("GET", Fault.answer(200, "", "short")); // 5 bytes, and says so
    assertThat(files.readWhole(entry, new Bytes())).isEqualTo(5);
    faultOnce("GET", Fault.answer(200, "", ""));
    assertThat(files.readWhole(entry, new Bytes())).isZero();
    RemoteEntry longer =
        new RemoteEntry(FILE, false, BYTES.length + 1, entry.modified(), entry.etag());
    fault("GET", "/api/**", Fault.noLength());
    assertFailure(ErrorKind.REMOTE, "connection-lost", () -> whole(longer));
    RemoteEntry shorter = new RemoteEntry(FILE, false, 10, entry.modified(), entry.etag());
    assertFailure(ErrorKind.REMOTE, "connection-lost", () -> whole(shorter));
    RemoteEntry empty = new RemoteEntry(FILE, false, 0, entry.modified(), entry.etag());
    assertFailure(ErrorKind.REMOTE, "connection-lost", () -> whole(empty));
  }

  @Test
  void aBodyThatIsCutIsReadAgainFromItsStart() {
    RemoteEntry entry = entry();
    for (Fault fault :
        List.of(
            Fault.cut(End.CLOSED, 50_000), Fault.cut(End.RESET, 70_000), Fault.cutChunked(0.3))) {
      server.faults().clear();
      faultOnce("GET", fault);
      Bytes bytes = new Bytes();
      assertThat(files.readWhole(entry, bytes)).isEqualTo(BYTES.length);
      assertThat(bytes.all()).isEqualTo(BYTES);
      assertThat(bytes.beginnings).isEqualTo(2);
      server.faults().clear();
      faultOnce("GET", fault);
      assertThat(range(entry, 10, 90_000)).isEqualTo(Arrays.copyOfRange(BYTES, 10, 90_010));
    }
  }

  @Test
  void theSha256IsThatOfTheBytes() throws IOException {
    faultOnce("GET", Fault.cut(End.CLOSED, 50_000));
    java.io.InputStream sent = new java.io.ByteArrayInputStream(BYTES);
    assertThat(Checksum.of(files, entry())).isEqualTo(Checksum.of(sent)).hasSize(64);
  }

  // --- writing

  @Test
  void aFileIsStoredAsItIs() throws IOException {
    VolumePath path = IN.child("new #1?.bin");
    files.write(path, new BytesBody(BYTES), false);
    assertThat(server.get(path.toString())).isEqualTo(BYTES);
    files.write(path, new BytesBody(new byte[0]), true);
    assertThat(server.get(path.toString())).isEmpty();
    RecordedRequest put = server.requests().of("PUT", "/api").get(0);
    assertThat(put.line())
        .isEqualTo("PUT /api/2.0/fs/files/Volumes/main/raw/in/new%20%231%3F.bin?overwrite=false");
    assertThat(put.headers().first("Content-Length")).contains("100000");
    assertThat(put.headers().first("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void everyAttemptSendsTheWholeBody() throws IOException {
    for (int status : new int[] {429, 503, 500, 502}) {
      server.faults().add(FaultRule.on("PUT", "/api/**", Fault.status(status)).first(1));
    }
    server.faults().add(FaultRule.on("PUT", "/api/**", Fault.resetDuringUpload(20_000)).first(1));
    files.write(IN.child("n"), new BytesBody(BYTES), true);
    assertThat(server.get(IN + "/n")).isEqualTo(BYTES);
    assertThat(server.requests().of("PUT", "/api"))
        .extracting(RecordedRequest::status)
        .containsExactly(429, 503, 500, 502, 0, 204);
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnlessItMayBe() throws IOException {
    ForgeException failure = failure(() -> files.write(FILE, new BytesBody(new byte[3]), false));
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-exists");
    assertThat(failure.remedy()).contains("--force");
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
  }

  @Test
  void aYesThatWasLostIsNoConflict() throws IOException {
    faultOnce("PUT", Fault.reset().afterEffect());
    files.write(IN.child("n"), new BytesBody(BYTES), false);
    assertThat(server.get(IN + "/n")).isEqualTo(BYTES);
    faultOnce("PUT", Fault.status(503).afterEffect());
    files.write(IN.child("m"), new BytesBody(BYTES), false);
    assertThat(server.requests().of("PUT", "/api"))
        .extracting(RecordedRequest::status)
        .containsExactly(0, 409, 503, 409);
  }

  @Test
  void somebodyElsesFileIsAConflictAfterALostAnswerToo() throws IOException {
    for (byte[] theirs : List.of(new byte[BYTES.length], new byte[3])) {
      server.put(FILE.toString(), theirs);
      server.faults().clear();
      faultOnce("PUT", Fault.status(500));
      assertFailure(
          ErrorKind.OUTPUT, "output-exists", () -> files.write(FILE, new BytesBody(BYTES), false));
      assertThat(server.get(FILE.toString())).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,REMOTE,request-refused",
    "403,ACCESS,permission-denied",
    "404,OUTPUT,output-folder-missing",
    "413,OUTPUT,output-too-large",
    "507,OUTPUT,output-too-large",
    "500,REMOTE,service-failed",
    "501,REMOTE,service-failed",
    "503,REMOTE,service-failed",
    "429,REMOTE,service-busy",
    "300,REMOTE,service-redirected",
    "302,REMOTE,service-redirected",
    "401,ACCESS,sign-in-refused"
  })
  void aRefusalIsToldByItsKind(int status, ErrorKind kind, String code) {
    fault("PUT", "/api/**", Fault.answer(status, "application/json", "{\"message\":\"so\"}"));
    ForgeException failure = failure(() -> files.write(IN.child("n"), new BytesBody(BYTES), true));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.remedy()).isNotEmpty();
  }

  @Test
  void aUsedUpQuotaIsAFailureOfTheOutputAndNotAskedAgainForLong() {
    fault("PUT", "/api/**", Fault.quota());
    assertFailure(
        ErrorKind.OUTPUT,
        "output-too-large",
        () -> files.write(IN.child("n"), new BytesBody(BYTES), true));
  }

  @Test
  void whatTheServiceSaysIsToldWithoutItsSecrets() {
    fault(
        "PUT",
        "/api/**",
        Fault.answer(
            400, "application/json", "{\"error_code\":\"X\",\"message\":\"no\\n token=abc \"}"));
    assertThat(failure(() -> files.write(FILE, new BytesBody(BYTES), true)).problem())
        .isEqualTo("writing " + FILE + " was refused with status 400: no token=***");
    server.faults().clear();
    fault("PUT", "/api/**", Fault.answer(400, "", "{\"error_description\":\"no such scope\"}"));
    assertThat(failure(() -> files.write(FILE, new BytesBody(BYTES), true)).problem())
        .isEqualTo("writing " + FILE + " was refused with status 400: no such scope");
    server.faults().clear();
    fault("PUT", "/api/**", Fault.answer(400, "text/html", "<html>a page</html>"));
    assertThat(failure(() -> files.write(FILE, new BytesBody(BYTES), true)).problem())
        .isEqualTo("writing " + FILE + " was refused with status 400");
    server.faults().clear();
    fault("PUT", "/api/**", Fault.answer(400, "application/json", "{\"broken"));
    assertThat(failure(() -> files.write(FILE, new BytesBody(BYTES), true)).problem())
        .isEqualTo("writing " + FILE + " was refused with status 400");
    server.faults().clear();
    fault("PUT", "/api/**", Fault.answer(400, "application/json", "[1]"));
    assertThat(failure(() -> files.write(FILE, new BytesBody(BYTES), true)).problem())
        .isEqualTo("writing " + FILE + " was refused with status 400");
  }

  // --- folders and removing

  @Test
  void aFolderIsMadeWithThoseAboveIt() throws IOException {
    files.makeFolder(IN.child("a b").child("ü"));
    files.makeFolder(IN.child("a b"));
    assertThat(server.exists(IN + "/a b/ü")).isTrue();
    assertFailure(ErrorKind.OUTPUT, "output-not-folder", () -> files.makeFolder(FILE));
    assertFailure(
        ErrorKind.NOT_FOUND,
        "volume-missing",
        () -> files.makeFolder(VolumePath.of("/Volumes/main/raw/none/d")));
    server.deny(IN.toString(), Access.WRITE);
    assertFailure(ErrorKind.ACCESS, "permission-denied", () -> files.makeFolder(IN.child("x")));
  }

  @Test
  void aFileInTheWayIsNamedWhenTheRequestIsCalledWrongToo() throws IOException {
    String refusal = "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"no\"}";
    fault("PUT", "/api/2.0/fs/directories/**", Fault.answer(400, "application/json", refusal));
    server.put(FILE.toString(), BYTES);
    assertThat(failure(() -> files.makeFolder(FILE.child("d"))).problem())
        .isEqualTo(FILE + " is a file, and a folder is needed");
    assertFailure(ErrorKind.REMOTE, "request-refused", () -> files.makeFolder(IN.child("d")));
    fault("HEAD", "/api/**", Fault.status(403));
    assertFailure(ErrorKind.REMOTE, "request-refused", () -> files.makeFolder(FILE.child("d")));
  }

  @Test
  void whatIsRemovedIsGone() {
    server.makeFolder(IN + "/d");
    assertThat(files.deleteFile(FILE)).isTrue();
    assertThat(server.exists(FILE.toString())).isFalse();
    assertThat(files.deleteFile(FILE)).isFalse();
    assertThat(files.deleteFolder(IN.child("d"))).isTrue();
    assertThat(files.deleteFolder(IN.child("d"))).isFalse();
    faultOnce("DELETE", Fault.reset());
    assertThat(files.deleteFile(FILE)).as("it may have been there before").isTrue();
  }

  @Test
  void aFileThatWasRemovedByALostRequestCountsAsRemoved() {
    faultOnce("DELETE", Fault.status(504).afterEffect());
    assertThat(files.deleteFile(FILE)).isTrue();
    assertThat(server.requests().of("DELETE", "/api"))
        .extracting(RecordedRequest::status)
        .containsExactly(504, 404);
  }

  @Test
  void whatMayNotBeRemovedIsAFailure() throws IOException {
    server.put(IN + "/d/f", new byte[1]);
    ForgeException failure = failure(() -> files.deleteFolder(IN.child("d")));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.problem()).contains("is not empty");
    server.deny(FILE.toString(), Access.WRITE);
    assertFailure(ErrorKind.ACCESS, "permission-denied", () -> files.deleteFile(FILE));
    assertThat(server.exists(FILE.toString())).isTrue();
  }

  @Test
  void anAnswerThatIsNoJsonIsAskedForAgain() {
    server
        .faults()
        .add(
            FaultRule.on(
                    "GET",
                    "/api/2.0/fs/directories/**",
                    Fault.answer(200, "application/json", "{\"contents\":"))
                .first(1));
    assertThat(files.list(IN)).hasSize(1);
  }

  @Test
  void theThreadsThatMoveBytesKeepNoProgramAlive() throws Exception {
    ExecutorService movers = workspace.movers();
    assertThat(workspace.movers()).isSameAs(movers);
    Thread mover = movers.submit(Thread::currentThread).get();
    assertThat(mover.isDaemon()).isTrue();
    assertThat(mover.getName()).isEqualTo("pyforge-mover-1");
    assertThat(((ThreadPoolExecutor) movers).allowsCoreThreadTimeOut()).isTrue();
    workspace.close();
    assertThat(movers.isShutdown()).isTrue();
  }

  @Test
  void aPauseIsRandomAndCanBeInterrupted() {
    VirtualPauses pauses = new VirtualPauses();
    try (Workspace paused = TestClients.byToken(server, pauses)) {
      paused.pause(1);
      assertThat(pauses.pauses()).hasSize(1);
      assertThat(pauses.pauses().get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(500));
      Thread.currentThread().interrupt();
      assertThat(failure(() -> paused.pause(1)).kind()).isEqualTo(ErrorKind.INTERRUPTED);
      assertThat(Thread.interrupted()).isTrue();
      server.faults().add(FaultRule.on("HEAD", "/api/**", Fault.status(503)).first(5));
      assertThat(paused.files().file(FILE)).isPresent();
      assertThat(pauses.pauses().subList(1, 6))
          .extracting(Duration::toMillis)
          .as("the least that is possible, every time")
          .isNotEqualTo(List.of(125L, 250L, 500L, 1000L, 2000L));
    }
  }

  @Test
  void aWorkspaceThatIsClosedGivesNoMoreAnswers() {
    workspace.close();
    assertThatThrownBy(() -> files.file(FILE)).isInstanceOf(RuntimeException.class);
  }
}
