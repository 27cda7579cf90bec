package io.pyforge.databricks.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.client.PartsApi.Ending;
import io.pyforge.databricks.client.PartsApi.Progress;
import io.pyforge.databricks.client.PartsApi.Progress.State;
import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.RecordedRequest;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PartsApiTest {
  private static final VolumePath FILE = VolumePath.of("/Volumes/main/raw/in/a b#1.bin");
  private static final int PART = 256 * 1024;
  private static final byte[] BYTES = new byte[2 * PART + 1000];

  static {
    new Random(2).nextBytes(BYTES);
  }

  private TestWorkspace server;
  private Workspace workspace;
  private PartsApi api;

  private void start(Multipart kind) throws IOException {
    server = TestWorkspace.start(Settings.usual().withMultipart(kind).withSizes(1L << 30, PART));
    server.makeVolume("main", "raw", "in");
    workspace = TestClients.byToken(server);
    api = workspace.files().parts();
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private static BytesBody part(int number) {
    int from = (number - 1) * PART;
    return new BytesBody(Arrays.copyOfRange(BYTES, from, Math.min(from + PART, BYTES.length)));
  }

  private PartsApi.Session begun() {
    return api.begin(FILE, false).orElseThrow();
  }

  private Map<Integer, String> sent(PartsApi.Session session) {
    Map<Integer, String> marks = new java.util.HashMap<>();
    for (int number : new int[] {3, 1, 2}) {
      marks.put(number, api.send(FILE, session, number, part(number)).orElseThrow());
    }
    return marks;
  }

  private static ForgeException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.remedy()).isNotEmpty();
    return failure;
  }

  @ParameterizedTest
  @EnumSource(names = {"PARTS", "PARTS_AZURE"})
  void partsInAnyOrderBecomeTheFile(Multipart kind) throws IOException {
    start(kind);
    PartsApi.Session session = begun();
    assertThat(session.kind()).isEqualTo(PartsApi.Kind.PARTS);
    assertThat(api.complete(FILE, session, sent(session))).isEqualTo(Ending.COMPLETE);
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
    assertThat(server.openUploads()).isZero();
    assertThat(server.storageRequests().all())
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.authorized()).isFalse());
  }

  @Test
  void onePartAfterTheOtherBecomesTheFile() throws IOException {
    start(Multipart.RESUMABLE);
    PartsApi.Session session = begun();
    assertThat(session.kind()).isEqualTo(PartsApi.Kind.IN_ORDER);
    PartsApi.Address address = api.orderedAddress(FILE, session).orElseThrow();
    long total = BYTES.length;
    assertThat(api.sendInOrder(FILE, address, 0, total, null))
        .isEqualTo(new Progress(State.OPEN, 0));
    assertThat(api.sendInOrder(FILE, address, 0, total, part(1)))
        .isEqualTo(new Progress(State.OPEN, PART));
    assertThat(api.sendInOrder(FILE, address, 0, total, null))
        .isEqualTo(new Progress(State.OPEN, PART));
    assertThat(api.sendInOrder(FILE, address, PART, total, part(2)))
        .isEqualTo(new Progress(State.OPEN, 2 * PART));
    assertThat(api.sendInOrder(FILE, address, 2 * PART, total, part(3)))
        .isEqualTo(new Progress(State.COMPLETE, total));
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "NOT_FOUND"})
  void aWorkspaceThatTakesNoPartsSaysSo(Multipart kind) throws IOException {
    start(kind);
    assertThat(api.begin(FILE, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"405|", "400|{\"error_code\":\"X\"}", "404|<html>", "200|{}"})
  void soDoesAWorkspaceThatHasNeverHeardOfThem(String answer) throws IOException {
    start(Multipart.PARTS);
    int bar = answer.indexOf('|');
    int status = Integer.parseInt(answer.substring(0, bar));
    server
        .faults()
        .add(FaultRule.on("POST", "/api/**", Fault.answer(status, "", answer.substring(bar + 1))));
    assertThat(api.begin(FILE, true)).isEmpty();
  }

  @Test
  void aBeginningThatIsRefusedIsAFailure() throws IOException {
    start(Multipart.PARTS);
    VolumePath lost = VolumePath.of("/Volumes/main/raw/in/none/a.bin");
    assertThat(failure(() -> api.begin(lost, true)).code()).isEqualTo("output-folder-missing");
    server.put(FILE.toString(), new byte[1]);
    assertThat(failure(() -> api.begin(FILE, false)).code()).isEqualTo("output-exists");
    server.deny(FILE.toString(), Access.WRITE);
    assertThat(failure(() -> api.begin(FILE, true)).kind()).isEqualTo(ErrorKind.ACCESS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAddressThatIsTooOldIsAskedForAnew(boolean azure) throws IOException {
    start(Multipart.PARTS);
    server.faults().add(FaultRule.onStorage("PUT", "/parts/**", Fault.urlExpired(azure)).first(2));
    PartsApi.Session session = begun();
    Map<Integer, String> marks = sent(session);
    assertThat(server.requests().of("POST", "/api/2.0/fs/create-upload-part-urls")).hasSize(5);
    assertThat(api.complete(FILE, session, marks)).isEqualTo(Ending.COMPLETE);
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
  }

  @Test
  void aStorageThatAcceptsNoAddressIsAFailure() throws IOException {
    start(Multipart.PARTS);
    server.faults().add(FaultRule.onStorage("PUT", "/parts/**", Fault.urlExpired(true)));
    PartsApi.Session session = begun();
    ForgeException failure = failure(() -> api.send(FILE, session, 1, part(1)));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("storage-refused");
    assertThat(failure.problem()).contains("every signed address");
  }

  @Test
  void anotherRefusalOfTheStorageNamesItsStatus() throws IOException {
    start(Multipart.PARTS);
    server.faults().add(FaultRule.onStorage("PUT", "/parts/**", Fault.status(405)));
    PartsApi.Session session = begun();
    assertThat(failure(() -> api.send(FILE, session, 1, part(1))).problem())
        .contains("with status 405")
        .doesNotContain("Signature");
  }

  @Test
  void aPartIsSentAgainWholeAfterAFailureThatPasses() throws IOException {
    start(Multipart.PARTS);
    for (Fault fault :
        new Fault[] {
          Fault.status(503), Fault.reset(), Fault.resetDuringUpload(1000), Fault.status(500)
        }) {
      server.faults().add(FaultRule.onStorage("PUT", "/parts/**", fault).first(1));
    }
    PartsApi.Session session = begun();
    assertThat(api.complete(FILE, session, sent(session))).isEqualTo(Ending.COMPLETE);
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
  }

  @Test
  void anUploadThatIsOverIsForgotten() throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    api.send(FILE, session, 1, part(1));
    assertThat(server.openUploads()).isEqualTo(1);
    api.abort(FILE, session);
    assertThat(server.openUploads()).isZero();
    assertThat(api.send(FILE, session, 2, part(2))).isEmpty();
    assertThat(api.complete(FILE, session, Map.of(1, "x"))).isEqualTo(Ending.FORGOTTEN);
    api.abort(FILE, session); // once more does no harm
  }

  @Test
  void anUploadInOrderThatIsOverIsForgotten() throws IOException {
    start(Multipart.RESUMABLE);
    PartsApi.Session session = begun();
    PartsApi.Address address = api.orderedAddress(FILE, session).orElseThrow();
    api.abort(FILE, session);
    assertThat(api.sendInOrder(FILE, address, 0, BYTES.length, part(1)))
        .isEqualTo(new Progress(State.FORGOTTEN, 0));
    assertThat(api.orderedAddress(FILE, session)).isEmpty();
  }

  @Test
  void anAddressOfAnUploadInOrderMayBeTooOld() throws IOException {
    start(Multipart.RESUMABLE);
    PartsApi.Session session = begun();
    PartsApi.Address address = api.orderedAddress(FILE, session).orElseThrow();
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.urlExpired(false)).first(1));
    assertThat(api.sendInOrder(FILE, address, 0, BYTES.length, part(1)))
        .isEqualTo(new Progress(State.ADDRESS_OVER, 0));
  }

  @Test
  void aFileThatAppearedMeanwhileIsAConflict() throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    Map<Integer, String> marks = sent(session);
    server.put(FILE.toString(), "theirs".getBytes(UTF_8));
    assertThat(failure(() -> api.complete(FILE, session, marks)).code()).isEqualTo("output-exists");
    assertThat(server.get(FILE.toString())).isEqualTo("theirs".getBytes(UTF_8));
  }

  @Test
  void soItIsForAnUploadInOrder() throws IOException {
    start(Multipart.RESUMABLE);
    PartsApi.Session session = begun();
    PartsApi.Address address = api.orderedAddress(FILE, session).orElseThrow();
    server.put(FILE.toString(), "theirs".getBytes(UTF_8));
    ForgeException failure =
        failure(() -> api.sendInOrder(FILE, address, 0, BYTES.length, new BytesBody(BYTES)));
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-exists");
  }

  @Test
  void anEndWhoseAnswerWasLostIsDoubtful() throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    Map<Integer, String> marks = sent(session);
    server
        .faults()
        .add(FaultRule.on("POST", "/api/2.0/fs/files/**", Fault.reset().afterEffect()).first(1));
    assertThat(api.complete(FILE, session, marks)).isEqualTo(Ending.DOUBTFUL);
    assertThat(server.get(FILE.toString())).isEqualTo(BYTES);
    assertThat(server.requests().of("POST", "/api/2.0/fs/files"))
        .extracting(RecordedRequest::status)
        .containsExactly(200, 0, 404);
  }

  @Test
  void soIsOneWhoseFileIsInItsOwnWay() throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    Map<Integer, String> marks = sent(session);
    String end = "/api/2.0/fs/files/**";
    server.faults().add(FaultRule.on("POST", end, Fault.reset().afterEffect()).first(1));
    server.faults().add(FaultRule.on("POST", end, Fault.status(409)));
    assertThat(api.complete(FILE, session, marks)).isEqualTo(Ending.DOUBTFUL);
  }

  @Test
  void anAbortThatFailsIsNobodysTrouble() throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    server.faults().add(FaultRule.on("POST", "/api/2.0/fs/create-abort**", Fault.status(403)));
    api.abort(FILE, session);
    assertThat(server.openUploads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://storage.test/x",
        "ftp://127.0.0.1/x",
        "//storage.test/x",
        "https:/storage.test/x",
        "/x",
        "http://127.0.0.1.storage.test/x",
        "https://storage.test/a b"
      })
  void anAddressThatIsNotSafeIsNotUsed(String url) throws IOException {
    start(Multipart.PARTS);
    PartsApi.Session session = begun();
    server
        .faults()
        .add(
            FaultRule.on(
                "POST",
                "/api/2.0/fs/create-**",
                Fault.answer(
                    200,
                    "application/json",
                    "{\"upload_part_urls\":[{\"url\":\"" + url + "\",\"part_number\":1}]}")));
    assertThat(failure(() -> api.send(FILE, session, 1, part(1))).problem())
        .contains("no safe address");
  }

  @Test
  void theLastPartStoredIsToldByItsRange() throws IOException {
    start(Multipart.RESUMABLE);
    PartsApi.Session session = begun();
    PartsApi.Address address = api.orderedAddress(FILE, session).orElseThrow();
    for (String range : new String[] {"bytes=0-9", "nonsense"}) {
      server.faults().clear();
      server
          .faults()
          .add(
              FaultRule.onStorage(
                  "PUT", "/**", Fault.answer(308, "", "").withHeader("Range", range)));
      assertThat(api.sendInOrder(FILE, address, 0, BYTES.length, null).stored())
          .isEqualTo(range.equals("nonsense") ? 0 : 10);
    }
    assertThat(Optional.of(address.toString()))
        .hasValueSatisfying(text -> assertThat(text).endsWith("?***"));
  }
}
