package io.pyforge.databricks.transfer;

import static io.pyforge.databricks.transfer.SmallParts.PART;
import static io.pyforge.databricks.transfer.SmallParts.SIZES;
import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {
  private static final VolumePath FROM = VolumePath.of("/Volumes/main/raw/in/a b.bin");
  private static final byte[] LARGE = bytes(1, 5 * PART + 12_345);

  @TempDir private Path folder;
  private TestWorkspace server;
  private Workspace workspace;
  private Path into;
  private final AtomicLong told = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(SmallParts.settings(Multipart.PARTS));
    server.makeVolume("main", "raw", "in");
    server.put(FROM.toString(), LARGE);
    workspace = TestClients.byToken(server);
    into = folder.resolve("into");
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private RemoteEntry entry() {
    return workspace.files().file(FROM).orElseThrow();
  }

  private void download(RemoteEntry entry, Journal journal) throws IOException {
    told.set(0);
    new Download(workspace, SIZES, told::addAndGet).run(entry, into, journal);
  }

  private void assertLoaded() throws IOException {
    assertThat(Files.readAllBytes(into)).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
  }

  private Journal journal(RemoteEntry entry) {
    return Journal.open(folder.resolve("j.json"), Map.of("etag", entry.etag().orElseThrow()));
  }

  private static final String FILES = "/api/2.0/fs/files/**";

  @Test
  void aLargeFileComesInParts() throws IOException {
    Files.write(into, bytes(9, LARGE.length + 777)); // longer, and replaced
    download(entry(), Journal.none());
    assertLoaded();
    assertThat(server.requests().of("GET", "/api")).hasSize(6);
    assertThat(server.requests().sentBytes()).isEqualTo(LARGE.length);
  }

  @Test
  void aSmallFileComesWhole() throws IOException {
    for (int size : new int[] {0, 1, 2 * PART}) {
      server.put(FROM.toString(), bytes(size, size));
      server.requests().reset();
      Files.write(into, bytes(9, 3 * PART));
      download(entry(), Journal.none());
      assertThat(Files.readAllBytes(into)).isEqualTo(bytes(size, size));
      assertThat(told).hasValue(size);
      assertThat(server.requests().of("GET", "/api")).hasSize(1);
    }
  }

  @Test
  void partsThatBreakOffComeAgain() throws IOException {
    for (int i = 0; i < 5; i++) {
      Fault fault =
          List.of(
                  Fault.cut(End.CLOSED, 100),
                  Fault.cut(End.RESET, 1_000_000),
                  Fault.cutChunked(0.5),
                  Fault.status(503),
                  Fault.reset())
              .get(i);
      server.faults().add(FaultRule.on("GET", FILES, fault).nth(i + 1));
    }
    download(entry(), Journal.none());
    assertLoaded();
  }

  @Test
  void aServiceThatStopsGivingPartsGivesTheWhole() throws IOException {
    server.faults().add(FaultRule.on("GET", FILES, Fault.rangeIgnored()).nth(3));
    RemoteEntry entry = entry();
    download(entry, journal(entry));
    assertLoaded();
    server.faults().clear();
    server.faults().add(FaultRule.on("GET", FILES, Fault.rangeIgnored()));
    download(entry, Journal.none());
    assertLoaded();
  }

  @Test
  void partsOfAnEarlierRunAreForgottenBeforeTheWholeComes() throws IOException {
    RemoteEntry entry = entry();
    // The third range is answered with the whole file. That breaks off again and again behind two
    // parts, which leaves ranges of one part whole, however many come at a time.
    server.faults().add(FaultRule.on("GET", FILES, Fault.rangeIgnored()).nth(3));
    server.faults().add(FaultRule.on("GET", FILES, Fault.cut(End.CLOSED, 2 * PART)));
    assertThatThrownBy(() -> download(entry, journal(entry))).isInstanceOf(ForgeException.class);
    assertThat(journal(entry).parts()).as("they are not in the file any more").isEmpty();
    server.faults().clear();
    download(entry, journal(entry));
    assertLoaded();
  }

  @Test
  void aDownloadGoesOnWhereAnotherRunWasEnded() throws IOException {
    RemoteEntry entry = entry();
    server.faults().add(FaultRule.on("GET", FILES, Fault.status(403)).skipping(3));
    assertThatThrownBy(() -> download(entry, journal(entry))).isInstanceOf(ForgeException.class);
    int done = journal(entry).parts().size();
    assertThat(done).isBetween(1, 3);
    server.faults().clear();
    server.requests().reset();
    download(entry, journal(entry));
    assertLoaded();
    assertThat(server.requests().of("GET", "/api")).hasSize(6 - done);
  }

  @Test
  void partsOfAnotherStateOfTheFileAreOfNoUse() throws IOException {
    RemoteEntry entry = entry();
    server.faults().add(FaultRule.on("GET", FILES, Fault.status(403)).skipping(3));
    assertThatThrownBy(() -> download(entry, journal(entry))).isInstanceOf(ForgeException.class);
    server.faults().clear();
    byte[] shorter = bytes(2, 4 * PART);
    server.put(FROM.toString(), shorter);
    download(entry(), journal(entry()));
    assertThat(Files.readAllBytes(into)).isEqualTo(shorter);
    assertThat(told).hasValue(shorter.length);
  }

  @Test
  void aFileThatChangesBetweenTwoPartsIsAFailureOfTheInput() throws IOException {
    RemoteEntry entry = entry();
    server.faults().add(FaultRule.on("GET", FILES, Fault.fileChanged()).nth(4));
    download(entry, Journal.none()); // that was not true, as another look shows
    assertLoaded();
    server.faults().clear();
    server.faults().add(FaultRule.on("GET", FILES, Fault.fileChanged()).skipping(2));
    assertThat(
            catchThrowableOfType(ForgeException.class, () -> download(entry, Journal.none()))
                .code())
        .isEqualTo("input-changed");
    server.faults().clear();
    server.put(FROM.toString(), bytes(7, LARGE.length));
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> download(entry, Journal.none()));
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
  }

  @Test
  void anotherSizeThanWasListedIsAFailure() throws IOException {
    server.put(FROM.toString(), bytes(3, 100));
    RemoteEntry found = entry();
    RemoteEntry wrong = new RemoteEntry(FROM, false, 101, found.modified(), found.etag());
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> download(wrong, Journal.none()));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("size-differs");
    assertThat(failure.problem()).contains("has 101 bytes, and 100 came");
  }

  @Test
  void aFileOfUnknownSizeComesWhole() throws IOException {
    RemoteEntry unknown = new RemoteEntry(FROM, false, -1, Optional.empty(), Optional.empty());
    server.faults().add(FaultRule.on("GET", FILES, Fault.chunked()));
    download(unknown, Journal.none());
    assertLoaded();
  }

  @Test
  void aDiskThatTakesNothingIsNotTheNetworksFault() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    server.put(FROM.toString(), bytes(3, 100));
    into = full;
    ForgeException failure =
        catchThrowableOfType(ForgeException.class, () -> download(entry(), Journal.none()));
    assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
    assertThat(failure.code()).isEqualTo("output-unwritable");
    assertThat(server.requests().of("GET", "/api").size()).isLessThanOrEqualTo(1);
  }

  @Test
  void anInterruptionEndsAWriteAsWhatItIs() throws IOException {
    server.put(FROM.toString(), bytes(3, 100));
    RemoteEntry entry = entry();
    Download download = new Download(workspace, SIZES, moved -> Thread.currentThread().interrupt());
    server.faults().add(FaultRule.on("GET", FILES, Fault.trickle(20, java.time.Duration.ZERO)));
    Throwable failure = catchThrowableOfType(Throwable.class, () -> download.run(entry, into));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
  }
}
