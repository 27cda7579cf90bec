package io.pyforge.databricks.transfer;

import static io.pyforge.databricks.transfer.SmallParts.PART;
import static io.pyforge.databricks.transfer.SmallParts.SIZES;
import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.Access;
import io.pyforge.databricks.server.Fault;
import io.pyforge.databricks.server.FaultRule;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.transfer.TreeCopy.Choices;
import io.pyforge.databricks.transfer.TreeCopy.Item;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TreeCopyTest {
  private static final VolumePath IN = VolumePath.of("/Volumes/main/raw/in");
  private static final byte[] LARGE = bytes(1, 4 * PART + 5);

  private static final Choices CAREFUL = new Choices(false, false, false, 4);
  private static final Choices FORCED = new Choices(true, true, false, 4);

  @TempDir private Path folder;
  private TestWorkspace server;
  private Workspace workspace;
  private final AtomicLong told = new AtomicLong();

  @BeforeEach
  void start() throws IOException {
    server = TestWorkspace.start(SmallParts.settings(Multipart.PARTS));
    server.makeVolume("main", "raw", "in");
    workspace = TestClients.byToken(server);
  }

  @AfterEach
  void stop() throws IOException {
    workspace.close();
    server.close();
  }

  private List<Copied> copy(Choices choices, List<? extends Item> items) {
    return copy(choices, SIZES, items);
  }

  private List<Copied> copy(Choices choices, TransferSizes sizes, List<? extends Item> items) {
    told.set(0);
    List<Copied> heard = new ArrayList<>();
    try (TreeCopy copy =
        new TreeCopy(
            workspace,
            sizes,
            choices,
            new CacheFolder(folder.resolve("cache")),
            told::addAndGet,
            TempFolders.within(folder))) {
      assertThat(copy.run(items, heard::add)).isEqualTo(heard);
    }
    return heard;
  }

  private Copied copyOne(Choices choices, Item item) {
    return copy(choices, List.of(item)).get(0);
  }

  private Item.Up up(String name) {
    return new Item.Up(folder.resolve(name), IN.child("up").child(name));
  }

  private Item.Down down(String name) {
    RemoteEntry listed =
        workspace.files().list(IN).stream()
            .filter(entry -> entry.path().name().equals(name))
            .findFirst()
            .orElseThrow();
    return new Item.Down(listed, folder.resolve("down/d").resolve(name));
  }

  private static void assertFailed(Copied copied, ErrorKind kind, String code) {
    assertThat(copied.state()).isEqualTo(Copied.State.FAILED);
    ForgeException failure = copied.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.remedy()).isNotEmpty();
  }

  private long writes() {
    return server.requests().all().stream()
        .filter(request -> !request.method().equals("GET") && !request.method().equals("HEAD"))
        .count();
  }

  private List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  // --- up

  @Test
  void filesAreStoredInFoldersThatAreMadeOnce() throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Files.write(folder.resolve("f" + i), bytes(i, 10 * i));
      items.add(up("f" + i));
    }
    Files.write(folder.resolve("large"), LARGE);
    items.add(up("large"));
    List<Copied> copied = copy(CAREFUL, items);
    assertThat(copied).extracting(Copied::state).containsOnly(Copied.State.COPIED);
    assertThat(copied.get(3))
        .isEqualTo(
            new Copied(
                folder.resolve("f3").toString(),
                IN + "/up/f3",
                Copied.State.COPIED,
                30,
                Optional.empty()));
    for (int i = 0; i < 6; i++) {
      assertThat(server.get(IN + "/up/f" + i)).isEqualTo(bytes(i, 10 * i));
    }
    assertThat(server.get(IN + "/up/large")).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length + 150);
    assertThat(server.requests().of("PUT", "/api/2.0/fs/directories").size()).isBetween(1, 4);
  }

  @Test
  void whatIsThereWithTheSameContentIsLeftAlone() throws IOException {
    Files.write(folder.resolve("a"), bytes(1, 100));
    assertThat(copyOne(CAREFUL, up("a")).state()).isEqualTo(Copied.State.COPIED);
    server.requests().reset();
    Files.setLastModifiedTime(folder.resolve("a"), FileTime.fromMillis(0)); // a time tells nothing
    Copied again = copyOne(FORCED, up("a"));
    assertThat(again.state()).isEqualTo(Copied.State.UNCHANGED);
    assertThat(again.bytes()).isEqualTo(100);
    assertThat(told).hasValue(100);
    assertThat(writes()).isZero();
    assertThat(server.requests().of("GET", "/api")).as("remembered, not read").isEmpty();
  }

  @Test
  void aContentThatDiffersOnlyGivesWayWhenItMay() throws IOException {
    Path file = Files.write(folder.resolve("a"), bytes(1, 100));
    copyOne(CAREFUL, up("a"));
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, bytes(2, 100));
    Files.setLastModifiedTime(file, time); // the same size and the same time
    assertFailed(copyOne(CAREFUL, up("a")), ErrorKind.OUTPUT, "output-exists");
    assertThat(server.get(IN + "/up/a")).isEqualTo(bytes(1, 100));
    assertThat(copyOne(FORCED, up("a")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.get(IN + "/up/a")).isEqualTo(bytes(2, 100));
  }

  @Test
  void aFileThatSomebodyElseChangedIsNotTakenForOurs() throws IOException {
    Files.write(folder.resolve("a"), bytes(1, 100));
    copyOne(CAREFUL, up("a"));
    RemoteEntry stored = workspace.files().file(IN.child("up").child("a")).orElseThrow();
    server.put(IN + "/up/a", bytes(3, 100), stored.modified().orElseThrow());
    assertFailed(copyOne(CAREFUL, up("a")), ErrorKind.OUTPUT, "output-exists");
    assertThat(copyOne(FORCED, up("a")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.get(IN + "/up/a")).isEqualTo(bytes(1, 100));
  }

  @Test
  void whatCannotBeSentIsToldForThatFileAlone() throws IOException {
    Files.write(folder.resolve("a"), bytes(1, 100));
    Files.createDirectory(folder.resolve("dir"));
    List<Copied> copied = copy(CAREFUL, List.of(up("none"), up("a"), up("dir")));
    assertFailed(copied.get(0), ErrorKind.NOT_FOUND, "input-missing");
    assertThat(copied.get(1).state()).isEqualTo(Copied.State.COPIED);
    assertFailed(copied.get(2), ErrorKind.NOT_FOUND, "input-missing");
    server.deny(IN.toString(), Access.WRITE);
    Files.write(folder.resolve("b"), bytes(1, 100));
    assertFailed(copyOne(CAREFUL, up("b")), ErrorKind.ACCESS, "permission-denied");
  }

  @Test
  void anUploadIsContinuedByTheNextRun() throws IOException {
    Files.write(folder.resolve("large"), LARGE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(4));
    assertFailed(copyOne(CAREFUL, up("large")), ErrorKind.REMOTE, "storage-refused");
    server.faults().clear();
    long before = server.storageRequests().receivedBytes();
    assertThat(copyOne(CAREFUL, up("large")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.storageRequests().receivedBytes() - before).isLessThan(LARGE.length);
    assertThat(server.get(IN + "/up/large")).isEqualTo(LARGE);
    assertThat(told).hasValue(LARGE.length);
    assertThat(names(folder.resolve("cache/transfers"))).isEmpty();
  }

  @Test
  void anUploadIsNotContinuedForAnotherFileOrAnotherIntent() throws IOException {
    Files.write(folder.resolve("large"), LARGE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(4));
    copyOne(CAREFUL, up("large"));
    server.faults().clear();
    server.put(IN + "/up/large", bytes(5, 7)); // meanwhile
    assertThat(copyOne(FORCED, up("large")).state())
        .as("begun without leave to replace, but now there is")
        .isEqualTo(Copied.State.COPIED);
    assertThat(server.get(IN + "/up/large")).isEqualTo(LARGE);
    // Another content.
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(4));
    byte[] second = bytes(2, LARGE.length);
    Files.write(folder.resolve("large"), second);
    copyOne(FORCED, up("large"));
    server.faults().clear();
    byte[] third = bytes(3, LARGE.length);
    Files.write(folder.resolve("large"), third);
    Files.setLastModifiedTime(folder.resolve("large"), FileTime.fromMillis(12345));
    assertThat(copyOne(FORCED, up("large")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.get(IN + "/up/large")).isEqualTo(third);
  }

  @Test
  void anUploadStartsAnewWhenThatIsAskedFor() throws IOException {
    Files.write(folder.resolve("large"), LARGE);
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)).nth(4));
    copyOne(CAREFUL, up("large"));
    server.faults().clear();
    long before = server.storageRequests().receivedBytes();
    Choices restart = new Choices(false, false, true, 1);
    assertThat(copyOne(restart, up("large")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.storageRequests().receivedBytes() - before).isEqualTo(LARGE.length);
    assertThat(server.get(IN + "/up/large")).isEqualTo(LARGE);
  }

  // --- down

  @Test
  void filesComeIntoFoldersThatAreMade() throws IOException {
    server.put(IN + "/small", bytes(1, 100));
    server.put(IN + "/empty", new byte[0]);
    server.put(IN + "/large", LARGE);
    List<Copied> copied = copy(CAREFUL, List.of(down("small"), down("empty"), down("large")));
    assertThat(copied).extracting(Copied::state).containsOnly(Copied.State.COPIED);
    Path to = folder.resolve("down/d");
    assertThat(Files.readAllBytes(to.resolve("small"))).isEqualTo(bytes(1, 100));
    assertThat(Files.readAllBytes(to.resolve("large"))).isEqualTo(LARGE);
    assertThat(names(to)).as("nothing else is left").containsExactly("empty", "large", "small");
    assertThat(told).hasValue(LARGE.length + 100);
    assertThat(copied.get(2).from()).isEqualTo(IN + "/large");
    assertThat(copied.get(2).to()).isEqualTo(to.resolve("large").toString());
  }

  @Test
  void aFileThatIsHereWithTheSameContentIsLeftAlone() throws IOException {
    server.put(IN + "/a", bytes(1, 100));
    copyOne(CAREFUL, down("a"));
    Path local = folder.resolve("down/d/a");
    Files.setLastModifiedTime(local, FileTime.fromMillis(0));
    assertThat(copyOne(CAREFUL, down("a")).state()).isEqualTo(Copied.State.UNCHANGED);
    assertThat(Files.getLastModifiedTime(local)).isEqualTo(FileTime.fromMillis(0));
    Files.write(local, bytes(2, 100));
    assertFailed(copyOne(CAREFUL, down("a")), ErrorKind.OUTPUT, "output-exists");
    assertThat(Files.readAllBytes(local)).isEqualTo(bytes(2, 100));
    assertThat(copyOne(FORCED, down("a")).state()).isEqualTo(Copied.State.COPIED);
    assertThat(Files.readAllBytes(local)).isEqualTo(bytes(1, 100));
  }

  @Test
  void aFolderInTheWayIsAFailure() throws IOException {
    server.put(IN + "/a", bytes(1, 100));
    Files.createDirectories(folder.resolve("down/d/a"));
    assertFailed(copyOne(FORCED, down("a")), ErrorKind.OUTPUT, "output-is-folder");
    Files.writeString(folder.resolve("file"), "");
    Item below = new Item.Down(down("a").from(), folder.resolve("file/x/a"));
    assertFailed(copyOne(FORCED, below), ErrorKind.OUTPUT, "copy-failed");
  }

  @Test
  void aFileThatIsGoneIsToldAndLeavesNothing() throws IOException {
    server.put(IN + "/a", bytes(1, 100));
    server.put(IN + "/large", LARGE);
    List<Item> items = List.of(down("a"), down("large"));
    server.faults().add(FaultRule.on("*", "/api/2.0/fs/files/**", Fault.status(404)));
    for (Copied copied : copy(CAREFUL, items)) {
      assertFailed(copied, ErrorKind.NOT_FOUND, "input-missing");
    }
    assertThat(names(folder.resolve("down/d"))).isEmpty();
  }

  @Test
  void aDownloadIsContinuedByTheNextRun() throws IOException {
    server.put(IN + "/large", LARGE);
    Item item = down("large");
    server.faults().add(FaultRule.on("GET", "/api/2.0/fs/files/**", Fault.status(403)).skipping(3));
    assertFailed(copyOne(CAREFUL, item), ErrorKind.ACCESS, "permission-denied");
    assertThat(folder.resolve("down/d/large")).doesNotExist();
    server.faults().clear();
    server.requests().reset();
    assertThat(copyOne(CAREFUL, item).state()).isEqualTo(Copied.State.COPIED);
    assertThat(Files.readAllBytes(folder.resolve("down/d/large"))).isEqualTo(LARGE);
    assertThat(server.requests().sentBytes()).isLessThan(LARGE.length);
    assertThat(told).hasValue(LARGE.length);
    assertThat(names(folder.resolve("down/d"))).containsExactly("large");
    assertThat(names(folder.resolve("cache/transfers"))).isEmpty();
  }

  @Test
  void aDownloadIsNotContinuedWithPartsOfAnotherSize() throws IOException {
    byte[] content = bytes(8, 9 * PART);
    server.put(IN + "/large", content);
    Item item = down("large");
    server.faults().add(FaultRule.on("GET", "/api/2.0/fs/files/**", Fault.status(403)).skipping(5));
    copyOne(CAREFUL, item);
    server.faults().clear();
    TransferSizes other = new TransferSizes(2 * PART, 2 * PART);
    assertThat(copy(CAREFUL, other, List.of(item)).get(0).state()).isEqualTo(Copied.State.COPIED);
    assertThat(Files.readAllBytes(folder.resolve("down/d/large"))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDownloadStartsAnewWhenThatIsAskedForOrItsPartsAreGone(boolean asked) throws IOException {
    server.put(IN + "/large", LARGE);
    Item item = down("large");
    server.faults().add(FaultRule.on("GET", "/api/2.0/fs/files/**", Fault.status(403)).skipping(3));
    copyOne(CAREFUL, item);
    server.faults().clear();
    if (!asked) {
      try (Stream<Path> parts = Files.list(folder.resolve("down/d"))) {
        Files.delete(parts.findFirst().orElseThrow());
      }
    }
    server.requests().reset();
    Choices choices = new Choices(false, false, asked, 1);
    assertThat(copyOne(choices, item).state()).isEqualTo(Copied.State.COPIED);
    assertThat(server.requests().sentBytes()).isEqualTo(LARGE.length);
    assertThat(Files.readAllBytes(folder.resolve("down/d/large"))).isEqualTo(LARGE);
  }

  @Test
  void namesThatDifferInCaseAreTwoFilesWhereTheDiskSaysSo() throws IOException {
    server.put(IN + "/Data.csv", "one".getBytes(UTF_8));
    server.put(IN + "/data.csv", "two".getBytes(UTF_8));
    Path to = folder.resolve("down/d");
    for (int run = 0; run < 2; run++) {
      assertThat(copy(FORCED, List.of(down("Data.csv"), down("data.csv"))))
          .extracting(Copied::state)
          .containsOnly(run == 0 ? Copied.State.COPIED : Copied.State.UNCHANGED);
      assertThat(Files.readString(to.resolve("Data.csv"))).isEqualTo("one");
      assertThat(Files.readString(to.resolve("data.csv"))).isEqualTo("two");
    }
    server.put(IN + "/Data.csv", "eins".getBytes(UTF_8));
    server.put(IN + "/data.csv", "zwei".getBytes(UTF_8));
    assertThat(copy(FORCED, List.of(down("Data.csv"), down("data.csv"))))
        .extracting(Copied::state)
        .containsOnly(Copied.State.COPIED);
    assertThat(Files.readString(to.resolve("data.csv"))).isEqualTo("zwei");
    assertThat(names(to)).containsExactly("Data.csv", "data.csv");
  }

  // --- across

  @Test
  void aFileGoesFromVolumeToVolume() throws IOException {
    server.makeVolume("main", "raw", "out");
    server.put(IN + "/large", LARGE);
    VolumePath out = VolumePath.of("/Volumes/main/raw/out/d/large");
    Item item = new Item.Across(down("large").from(), out);
    Copied copied = copyOne(CAREFUL, item);
    assertThat(copied)
        .isEqualTo(
            new Copied(
                IN + "/large",
                out.toString(),
                Copied.State.COPIED,
                LARGE.length,
                Optional.empty()));
    assertThat(server.get(out.toString())).isEqualTo(LARGE);
    assertThat(copyOne(CAREFUL, item).state()).isEqualTo(Copied.State.UNCHANGED);
  }

  @Test
  void aFailureOnTheWayBetweenVolumesLeavesNothingBehind() throws IOException {
    server.makeVolume("main", "raw", "out");
    server.put(IN + "/large", LARGE);
    Item item = new Item.Across(down("large").from(), VolumePath.of("/Volumes/main/raw/out/large"));
    server.faults().add(FaultRule.onStorage("PUT", "/**", Fault.status(405)));
    assertFailed(copyOne(CAREFUL, item), ErrorKind.REMOTE, "storage-refused");
    assertThat(server.openUploads()).as("there is no copy to continue from").isZero();
    assertThat(folder.resolve("cache/transfers")).doesNotExist();
  }

  // --- all

  @Test
  void aSurpriseIsToldForItsFile() {
    Item broken = new Item.Up(folder.resolve("x"), IN.child("x"));
    workspace.close();
    assertFailed(
        copyOne(
            CAREFUL,
            new Item.Down(
                new RemoteEntry(IN.child("a"), false, 1, Optional.empty(), Optional.empty()),
                folder.resolve("y"))),
        ErrorKind.INTERNAL,
        "copy-failed");
    assertFailed(copyOne(CAREFUL, broken), ErrorKind.NOT_FOUND, "input-missing");
  }

  @Test
  void anInterruptionEndsTheCopying() throws IOException {
    Files.writeString(folder.resolve("a"), "a");
    // Whoever waits for what is done already is not interrupted.
    server.faults().add(FaultRule.on("*", "/api/**", Fault.delay(Duration.ofSeconds(2))));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> copyOne(CAREFUL, up("a")))
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aCacheThatCannotBeWrittenStopsNothing() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    Files.write(folder.resolve("large"), LARGE);
    server.put(IN + "/big", LARGE);
    List<Copied> copied = copy(CAREFUL, List.of(up("large"), down("big")));
    assertThat(copied).extracting(Copied::state).containsOnly(Copied.State.COPIED);
    assertThat(server.get(IN + "/up/large")).isEqualTo(LARGE);
    assertThat(Files.readAllBytes(folder.resolve("down/d/big"))).isEqualTo(LARGE);
  }
}
