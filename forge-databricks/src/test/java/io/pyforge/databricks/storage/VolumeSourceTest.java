package io.pyforge.databricks.storage;

import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.server.http.Delivery.End;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class VolumeSourceTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final String FILE = IN + "/data.bin";
  private static final String FILES = "/api/2.0/fs/files/**";
  private static final int MIB = 1 << 20;
  private static final byte[] LARGE = bytes(1, 11 * MIB + 321);

  @TempDir private Path folder;
  private StorageFixture fixture;
  private TestWorkspace server;

  @BeforeEach
  void start() throws IOException {
    fixture = new StorageFixture(folder);
    server = fixture.server;
    server.put(FILE, LARGE);
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(fixture.left()).as("copies are removed with the source").isEmpty();
    fixture.close();
  }

  private InputSource source() throws IOException {
    return fixture.storage.source(FILE);
  }

  private void fault(Fault fault, int skip, int times) {
    server.faults().add(FaultRule.on("GET", FILES, fault).first(times).skipping(skip));
  }

  private static byte[] read(SeekableByteChannel channel, long at, int count) throws IOException {
    channel.position(at);
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // more to come
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  // --- streams

  @Test
  void aStreamHasEveryByteAndAsksForEachOnce() throws IOException {
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      assertThat(in.available()).isEqualTo(256 * 1024);
      assertThat(in.read()).isEqualTo(LARGE[0] & 0xFF);
      assertThat(in.available()).isEqualTo(256 * 1024 - 1);
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(LARGE, 1, LARGE.length));
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(server.requests().sentBytes()).isEqualTo(LARGE.length);
    assertThat(server.requests().of("GET", "/api")).hasSize(4);
  }

  @Test
  void aReaderOfTheFirstBytesCostsLittle() throws IOException {
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      assertThat(in.readNBytes(64 * 1024)).isEqualTo(Arrays.copyOf(LARGE, 64 * 1024));
    }
    assertThat(server.requests().sentBytes()).isEqualTo(256 * 1024);
  }

  @Test
  void theFirstBytesAreReadOnceHoweverOftenAnybodyBegins() throws IOException {
    int block = 256 * 1024;
    try (InputSource source = source()) {
      assertThat(source.openRange(0, 4).readAllBytes()).isEqualTo(Arrays.copyOf(LARGE, 4));
      for (int i = 0; i < 2; i++) {
        try (InputStream in = source.openStream()) {
          assertThat(in.readNBytes(block)).isEqualTo(Arrays.copyOf(LARGE, block));
        }
      }
      assertThat(source.openRange(block - 3, 3).readAllBytes())
          .isEqualTo(Arrays.copyOfRange(LARGE, block - 3, block));
      assertThat(server.requests().of("GET", "/api")).hasSize(1);
      assertThat(source.openRange(block - 3, 10).readAllBytes())
          .isEqualTo(Arrays.copyOfRange(LARGE, block - 3, block + 7));
      assertThat(server.requests().of("GET", "/api")).hasSize(2);
    }
    assertThat(server.requests().sentBytes()).isEqualTo(block + 7);
  }

  @Test
  void aRangeIsReadAsItIs() throws IOException {
    try (InputSource source = source()) {
      long[][] ranges = {
        {0, 10},
        {5 * MIB, MIB},
        {LARGE.length - 5, 100},
        {LARGE.length, 1},
        {1L << 40, 1},
        {Long.MAX_VALUE, Long.MAX_VALUE},
        {3, 0},
        {LARGE.length - 1L, Long.MAX_VALUE}
      };
      for (long[] range : ranges) {
        int from = (int) Math.min(range[0], LARGE.length);
        int to = (int) Math.min(LARGE.length, from + Math.min(range[1], LARGE.length));
        try (InputStream in = source.openRange(range[0], range[1])) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(LARGE, from, to));
        }
      }
    }
    assertThat(server.requests().sentBytes())
        .as("the first block, and no byte more than was asked for")
        .isEqualTo(256 * 1024 + MIB + 5 + 1);
  }

  @Test
  void blocksThatBreakOffComeAgain() throws IOException {
    fault(Fault.cut(End.CLOSED, 1000), 0, 1);
    fault(Fault.status(503), 1, 1);
    fault(Fault.cutChunked(0.7), 2, 1);
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      assertThat(in.readAllBytes()).isEqualTo(LARGE);
    }
  }

  @Test
  void aServiceWithoutRangesGivesACopyThatServesEverything() throws IOException {
    fault(Fault.rangeIgnored(), 0, Integer.MAX_VALUE / 2);
    try (InputSource source = source()) {
      for (int i = 0; i < 2; i++) {
        try (InputStream in = source.openStream()) {
          assertThat(in.readAllBytes()).isEqualTo(LARGE);
        }
        try (InputStream in = source.openRange(100, 200)) {
          assertThat(in.read()).isEqualTo(LARGE[100] & 0xFF);
          assertThat(in.markSupported()).isFalse();
          assertThat(in.available()).isEqualTo(199);
          assertThat(in.skip(9)).isEqualTo(9);
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(LARGE, 110, 300));
          assertThat(in.read()).isEqualTo(-1);
        }
        try (InputStream in = source.openRange(LARGE.length + 5L, 1)) {
          assertThat(in.read()).isEqualTo(-1);
        }
        try (SeekableByteChannel channel = source.openChannel()) {
          assertThat(channel.size()).isEqualTo(LARGE.length);
          assertThat(read(channel, 5 * MIB, 10))
              .isEqualTo(Arrays.copyOfRange(LARGE, 5 * MIB, 5 * MIB + 10));
        }
      }
      assertThat(fixture.left()).hasSize(1);
    }
    assertThat(server.requests().sentBytes())
        .as("one refused range and one copy")
        .isLessThanOrEqualTo(2L * LARGE.length);
  }

  @Test
  void aServiceThatStopsGivingRangesLosesNoByte() throws IOException {
    fault(Fault.rangeIgnored(), 2, 1);
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      assertThat(in.readAllBytes()).isEqualTo(LARGE);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void afterAFailureThereIsNoFurtherByte() throws IOException {
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      in.readNBytes(256 * 1024);
      fault(Fault.status(403), 0, 1);
      ForgeException first =
          catchThrowableOfType(ForgeException.class, () -> in.readNBytes(12 * MIB));
      assertThat(first.kind()).isEqualTo(ErrorKind.ACCESS);
      assertThatThrownBy(in::read).isSameAs(first);
      assertThatThrownBy(() -> in.read(new byte[10])).isSameAs(first);
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadIsAFailureOfTheInput() throws IOException {
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      in.readNBytes(100);
      server.put(FILE, bytes(2, LARGE.length));
      ForgeException failure = catchThrowableOfType(ForgeException.class, in::readAllBytes);
      assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
      assertThat(failure.code()).isEqualTo("input-changed");
    }
  }

  @Test
  void anInterruptionEndsAStream() throws IOException {
    try (InputSource source = source();
        InputStream in = source.openStream()) {
      in.readNBytes(256 * 1024);
      server
          .faults()
          .add(FaultRule.on("GET", FILES, Fault.delay(java.time.Duration.ofMillis(300))));
      Thread.currentThread().interrupt();
      ForgeException failure = catchThrowableOfType(ForgeException.class, in::read);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.kind()).isEqualTo(ErrorKind.INTERRUPTED);
    }
  }

  @Test
  void aStreamThatIsClosedGivesNothing() throws IOException {
    InputSource source = source();
    InputStream in = source.openStream();
    in.read();
    in.close();
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    assertThat(in.available()).isZero();
    source.close();
    source.close();
  }

  @Test
  void aStreamThatIsClosedAsksForNoFurtherBlock() throws Exception {
    ExecutorService movers = fixture.workspace.movers();
    CountDownLatch one = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    for (int i = 0; i < Workspace.AT_A_TIME; i++) {
      CountDownLatch busy = i == 0 ? one : others;
      movers.submit(() -> busy.await(60, TimeUnit.SECONDS));
    }
    try (InputSource source = source()) {
      try (InputStream in = source.openStream()) {
        in.readNBytes(256 * 1024);
        Thread.currentThread().interrupt();
        assertThatThrownBy(in::read).isInstanceOf(ForgeException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
      one.countDown();
      movers.submit(() -> {}).get(); // behind whatever waits for that one
    } finally {
      others.countDown();
    }
    assertThat(server.requests().of("GET", "/api")).as("the first block").hasSize(1);
  }

  @Test
  void theCopyThatAStreamReadsFromIsClosedWithIt() throws IOException {
    RemoteEntry entry = fixture.workspace.files().file(VolumePath.of(FILE)).orElseThrow();
    fault(Fault.rangeIgnored(), 0, 1);
    byte[] first = Arrays.copyOf(LARGE, 1000);
    SeekableByteChannel copy = Files.newByteChannel(Files.write(folder.resolve("copy"), LARGE));
    try (RangedStream in =
        new RangedStream(fixture.workspace, entry, 0, first, LARGE.length, () -> copy)) {
      assertThat(in.readAllBytes()).isEqualTo(LARGE);
      assertThat(copy.isOpen()).isTrue();
    }
    assertThat(copy.isOpen()).isFalse();
  }

  @Test
  void anEmptyFileAndOneOfUnknownSizeAreReadAsWell() throws IOException {
    server.put(FILE, new byte[0]);
    try (InputSource source = source()) {
      assertThat(source.openStream().read()).isEqualTo(-1);
      try (SeekableByteChannel channel = source.openChannel()) {
        assertThat(channel.size()).isZero();
      }
    }
    server.put(FILE, LARGE);
    server.faults().add(FaultRule.on("HEAD", FILES, Fault.noLength()));
    server
        .faults()
        .add(
            FaultRule.on(
                "GET", "/api/2.0/fs/directories/**", Fault.answer(200, "application/json", "{}")));
    try (InputSource source = source()) {
      assertThat(source.stat().sizeBytes()).isEqualTo(-1);
      try (InputStream in = source.openStream()) {
        assertThat(in.readAllBytes()).isEqualTo(LARGE);
      }
      try (SeekableByteChannel channel = source.openChannel()) {
        assertThat(channel.size()).isEqualTo(LARGE.length);
      }
    }
  }

  @Test
  void aCopyThatCannotBeMadeLeavesNothing() throws IOException {
    fault(Fault.rangeIgnored(), 0, 1);
    fault(Fault.status(403), 0, 1);
    try (InputSource source = source()) {
      assertThat(catchThrowableOfType(ForgeException.class, source::openStream).kind())
          .isEqualTo(ErrorKind.ACCESS);
      assertThat(fixture.left()).isEmpty();
    }
  }

  // --- channels

  @Test
  void aChannelReadsWhatItIsAskedFor() throws IOException {
    try (InputSource source = source()) {
      SeekableByteChannel channel = source.openChannel();
      assertThat(channel.size()).isEqualTo(LARGE.length);
      assertThat(channel.position()).isZero();
      assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(10);
      assertThat(channel.position()).isEqualTo(10);
      assertThat(channel.position(11)).isSameAs(channel);
      assertThat(read(channel, LARGE.length - 8, 100))
          .isEqualTo(Arrays.copyOfRange(LARGE, LARGE.length - 8, LARGE.length));
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(read(channel, MIB - 5, 10))
          .as("over the border of two blocks")
          .isEqualTo(Arrays.copyOfRange(LARGE, MIB - 5, MIB + 5));
      assertThat(read(channel, 0, 3)).isEqualTo(Arrays.copyOf(LARGE, 3));
      channel.position(1L << 40);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(channel.isOpen()).isTrue();
      assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
          .isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
      assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
      channel.close();
      assertThat(channel.isOpen()).isFalse();
      assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> channel.position(1)).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(ClosedChannelException.class);
    }
    assertThat(server.requests().sentBytes()).isEqualTo(2 * MIB + 321);
  }

  @Test
  void theCopyThatAChannelReadsFromIsClosedWithIt() throws IOException {
    SeekableByteChannel copy = Files.newByteChannel(Files.write(folder.resolve("copy"), LARGE));
    RangedChannel.Content noRanges =
        new RangedChannel.Content() {
          @Override
          public boolean read(long offset, byte[] into, int length) {
            return false;
          }

          @Override
          public SeekableByteChannel whole() {
            return copy;
          }
        };
    try (SeekableByteChannel channel = new RangedChannel(LARGE.length, noRanges)) {
      channel.position(7);
      ByteBuffer bytes = ByteBuffer.allocate(5);
      assertThat(channel.read(bytes)).isEqualTo(5);
      assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(LARGE, 7, 12));
      assertThat(channel.position()).isEqualTo(12);
      assertThat(copy.isOpen()).isTrue();
    }
    assertThat(copy.isOpen()).isFalse();
  }

  @Test
  void theFooterOfTenGigabytesCostsAMegabyte() throws IOException {
    long size = 10L << 30;
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    fixture.close();
    fixture =
        new StorageFixture(
            folder,
            io.pyforge.databricks.server.Settings.usual().withFolder(blobs),
            StorageFixture.NO_SETTINGS);
    server = fixture.server;
    // A file with a hole: the server has a small one, and its store is made long afterwards.
    server.put(IN + "/big.parquet", new byte[300_000]);
    Path blob;
    try (var files = Files.list(blobs)) {
      blob = files.findFirst().orElseThrow();
    }
    byte[] footer = "footer-and-length-PAR1".getBytes(UTF_8);
    try (SeekableByteChannel out =
        Files.newByteChannel(blob, java.nio.file.StandardOpenOption.WRITE)) {
      out.position(size - footer.length);
      out.write(ByteBuffer.wrap(footer));
    }
    try (InputSource source = fixture.storage.source(IN + "/big.parquet");
        SeekableByteChannel channel = source.openChannel();
        InputStream head = source.openStream()) {
      assertThat(channel.size()).isEqualTo(size);
      assertThat(head.readNBytes(4)).isEqualTo(new byte[4]);
      assertThat(read(channel, size - 8, 8))
          .isEqualTo(Arrays.copyOfRange(footer, footer.length - 8, footer.length));
      assertThat(read(channel, size - footer.length, footer.length)).isEqualTo(footer);
    }
    assertThat(server.requests().sentBytes()).isEqualTo(MIB + 256 * 1024);
    assertThat(fixture.left()).isEmpty();
  }

  @Test
  void aChannelThatReadsMuchGetsACopy() throws IOException {
    byte[] content = bytes(3, 40 * MIB);
    server.put(FILE, content);
    try (InputSource source = source();
        SeekableByteChannel channel = source.openChannel()) {
      for (int block = 39; block >= 0; block--) {
        int at = block * MIB + 77;
        assertThat(read(channel, at, 50)).isEqualTo(Arrays.copyOfRange(content, at, at + 50));
      }
      assertThat(fixture.left()).hasSize(1);
      assertThat(read(channel, content.length - 3, 50))
          .isEqualTo(Arrays.copyOfRange(content, content.length - 3, content.length));
    }
    assertThat(server.requests().sentBytes()).isEqualTo(content.length + 24L * MIB);
  }

  @Test
  void aChannelWhoseRangesStopGetsACopy() throws IOException {
    fault(Fault.rangeIgnored(), 1, 1);
    try (InputSource source = source();
        SeekableByteChannel channel = source.openChannel()) {
      assertThat(read(channel, 0, 2 * MIB)).isEqualTo(Arrays.copyOf(LARGE, 2 * MIB));
      assertThat(fixture.left()).hasSize(1);
    }
  }

  @Test
  void blocksThatAreUsedAgainAreKeptAFewAtATime() throws IOException {
    try (InputSource source = source();
        SeekableByteChannel channel = source.openChannel()) {
      for (int round = 0; round < 3; round++) {
        for (int block = 0; block < 8; block++) {
          read(channel, (long) block * MIB, 10);
        }
      }
      assertThat(server.requests().of("GET", "/api")).hasSize(8);
      read(channel, 8L * MIB, 10);
      read(channel, 0, 10);
      assertThat(server.requests().of("GET", "/api")).hasSize(10);
    }
  }

  // --- companions

  @Test
  void theFileBesideIsFoundByItsNameWithoutSuffix() throws IOException {
    server.put(IN + "/data.DBT", "memo".getBytes(UTF_8));
    server.makeFolder(IN + "/data.fpt");
    try (InputSource source = source()) {
      Optional<InputSource> memo = source.companion("dbt");
      assertThat(memo).isPresent();
      assertThat(memo.get().location()).isEqualTo(IN + "/data.DBT");
      assertThat(memo.get().openStream().readAllBytes()).isEqualTo("memo".getBytes(UTF_8));
      assertThat(source.companion("fpt")).isEmpty();
      assertThat(source.companion("none")).isEmpty();
    }
    server.put(IN + "/plain", new byte[1]);
    server.put(IN + "/plain.fpt", new byte[1]);
    server.put(IN + "/.hidden", new byte[1]);
    server.put(IN + "/.hidden.fpt", new byte[1]);
    for (String name : List.of("/plain", "/.hidden")) {
      try (InputSource source = fixture.storage.source(IN + name)) {
        assertThat(source.companion("fpt").orElseThrow().location()).isEqualTo(IN + name + ".fpt");
      }
    }
  }
}
