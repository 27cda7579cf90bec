package io.pyforge.databricks.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes through a mount, and when that way is chosen. */
class MountedVolumesTest {
  private static final String IN = "/Volumes/main/raw/in";
  private static final HostEnvironment CLUSTER =
      TestClients.environment("DATABRICKS_RUNTIME_VERSION", "16.4");

  @TempDir private Path folder;
  private Path mount;
  private Path volume;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    mount = folder.resolve("Volumes");
    volume = Files.createDirectories(mount.resolve("main/raw/in"));
    storage = storage(CLUSTER, false);
  }

  private Storage storage(HostEnvironment host, boolean insideDriver) {
    return storage(host, insideDriver, OptionValues.none());
  }

  private VolumeRoutes routes(HostEnvironment host, boolean insideDriver) {
    return new VolumeRoutes(
        host,
        StorageFixture.NO_SETTINGS,
        RuntimeEnvironment.detect(host, path -> true),
        () -> insideDriver,
        mount,
        prefix -> Files.createTempDirectory(folder, prefix),
        "1.0.0",
        null);
  }

  private Storage storage(HostEnvironment host, boolean insideDriver, OptionValues options) {
    DatabricksSettings settings = StorageFixture.NO_SETTINGS;
    VolumeRoutes routes = routes(host, insideDriver);
    return new VolumeStorage(new VolumeLocations(settings, true), routes, settings).with(options);
  }

  private static ForgeException failure(ThrowingCallable call) {
    ForgeException failure = catchThrowableOfType(ForgeException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  // --- when

  @Test
  void aProcessBesideADriverWithoutASignInGoesByTheMount() throws IOException {
    Files.writeString(volume.resolve("a.csv"), "id\n");
    assertThat(storage.source(IN + "/a.csv").access()).isEqualTo(SourceAccess.LOCAL);
    assertThat(storage.facts()).isEqualTo(Map.of("volume_route", "mount"));
  }

  @Test
  void everybodyElseGoesByTheServicesCalls() {
    String host = "https://host.test";
    HostEnvironment laptop = TestClients.environment("DATABRICKS_HOST", host);
    HostEnvironment signedIn =
        TestClients.environment(
            "DATABRICKS_RUNTIME_VERSION", "16.4",
            "DATABRICKS_HOST", host,
            "DATABRICKS_TOKEN", "t");
    OptionValues byToken = OptionValues.of(Map.of("token", "t", "workspace-url", host));
    OptionValues none = OptionValues.none();
    assertGoesByCalls(laptop, false, none, "a laptop with a folder of that name");
    assertGoesByCalls(CLUSTER, true, none, "inside the driver");
    assertGoesByCalls(signedIn, false, none, "with a sign-in");
    assertGoesByCalls(CLUSTER, false, byToken, "with a sign-in as an option");
  }

  private void assertGoesByCalls(
      HostEnvironment host, boolean insideDriver, OptionValues options, String why) {
    try (VolumeRoutes routes = routes(host, insideDriver)) {
      assertThat(routes.to(VolumePath.of(IN), options)).as(why).isInstanceOf(ApiVolumes.class);
    }
  }

  @Test
  void aVolumeThatIsNotMountedGoesByTheServicesCalls() throws IOException {
    assertThat(MountedVolumes.serves(mount, VolumePath.of(IN + "/x"))).isTrue();
    assertThat(MountedVolumes.serves(mount, VolumePath.of("/Volumes/main/raw/no/x"))).isFalse();
    Files.writeString(mount.resolve("main/raw/file"), "");
    assertThat(MountedVolumes.serves(mount, VolumePath.of("/Volumes/main/raw/file/x"))).isFalse();
  }

  // --- reading

  @Test
  void aFileIsReadWhereItLies() throws IOException {
    Files.writeString(volume.resolve("a.csv"), "0123456789");
    Files.writeString(volume.resolve("a.DBT"), "memo");
    try (InputSource source = storage.source("dbfs:" + IN + "/a.csv")) {
      assertThat(source.name()).isEqualTo("a.csv");
      assertThat(source.location()).isEqualTo("dbfs:" + IN + "/a.csv");
      assertThat(source.localPath()).contains(volume.resolve("a.csv"));
      assertThat(source.stat().sizeBytes()).isEqualTo(10);
      try (InputStream in = source.openStream()) {
        assertThat(in.readAllBytes()).isEqualTo("0123456789".getBytes(UTF_8));
      }
      try (InputStream in = source.openRange(3, 4)) {
        assertThat(in.readAllBytes()).isEqualTo("3456".getBytes(UTF_8));
      }
      try (InputStream in = source.openRange(8, 100)) {
        assertThat(in.readAllBytes()).isEqualTo("89".getBytes(UTF_8));
      }
      try (SeekableByteChannel channel = source.openChannel()) {
        ByteBuffer bytes = ByteBuffer.allocate(2);
        channel.position(5).read(bytes);
        assertThat(bytes.array()).isEqualTo("56".getBytes(UTF_8));
      }
      assertThat(source.companion("dbt").orElseThrow().openStream().readAllBytes())
          .isEqualTo("memo".getBytes(UTF_8));
    }
    assertThat(failure(() -> storage.source(IN + "/none")).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(failure(() -> storage.source(IN + "/a.csv/x")).kind())
        .as("nothing lies in a file")
        .isEqualTo(ErrorKind.NOT_FOUND);
  }

  @Test
  void aListingIsThatOfTheFolder() throws IOException {
    Files.createDirectory(volume.resolve("d"));
    Files.writeString(volume.resolve("ü.csv"), "abc");
    Files.writeString(volume.resolve("b.csv"), "");
    Files.createSymbolicLink(volume.resolve("gone.csv"), folder.resolve("nowhere"));
    assertThat(storage.list(IN, "*"))
        .extracting(StorageEntry::location)
        .containsExactly(IN + "/b.csv", IN + "/d", IN + "/ü.csv");
    assertThat(storage.list(IN, "ü*").get(0).stat().sizeBytes()).isEqualTo(3);
    assertThat(storage.list(IN, "d").get(0).folder()).isTrue();
    assertThat(failure(() -> storage.list(IN + "/none", "*")).code()).isEqualTo("input-missing");
    assertThat(failure(() -> storage.list(IN + "/b.csv", "*")).code()).isEqualTo("input-missing");
  }

  // --- writing

  private void write(String location, boolean asFolder, boolean force, String... names)
      throws IOException {
    try (OutputTarget target = storage.target(location, asFolder, force)) {
      for (String name : names) {
        try (OutputStream out = target.create(name)) {
          out.write(("in " + name).getBytes(UTF_8));
        }
      }
      target.publish();
    }
  }

  @Test
  void anOutputIsCopiedWhenItIsComplete() throws IOException {
    try (OutputTarget target = storage.target(IN + "/x/y/a.csv", false, false)) {
      try (OutputStream out = target.create("")) {
        out.write(1);
      }
      assertThat(volume.resolve("x")).doesNotExist();
      target.publish();
    }
    assertThat(Files.readAllBytes(volume.resolve("x/y/a.csv"))).containsExactly(1);
    assertThat(failure(() -> write(IN + "/x/y/a.csv", false, false, "")).code())
        .isEqualTo("output-exists");
    storage = storage(CLUSTER, false, OptionValues.of(Map.of("verify", "true")));
    write(IN + "/x/y/a.csv", false, true, "");
    assertThat(Files.readString(volume.resolve("x/y/a.csv"))).isEqualTo("in ");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(mount);
    }
  }

  @Test
  void aFolderOfFilesIsReplacedByItsList() throws IOException {
    write(IN + "/out", true, false, "a.csv", "b.csv");
    write(IN + "/out", true, true, "b.csv");
    assertThat(volume.resolve("out/a.csv")).doesNotExist();
    assertThat(Files.readString(volume.resolve("out/_pyforge.json")))
        .isEqualTo("{\"tool\":\"pyforge\",\"version\":1,\"files\":[\"b.csv\"]}");
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    try (OutputTarget target = storage.target(IN + "/x/a.csv", false, false)) {
      try (OutputStream out = target.create("")) {
        out.write(1);
      }
      Files.createDirectory(volume.resolve("x"));
      Files.writeString(volume.resolve("x/a.csv"), "theirs");
      assertThat(failure(target::publish).code()).isEqualTo("output-exists");
    }
    assertThat(Files.readString(volume.resolve("x/a.csv"))).isEqualTo("theirs");
  }

  @Test
  void aFolderThatWasMadeIsTakenBackWhenItsFilesCannotBeStored() throws IOException {
    MountedVolumes volumes =
        new MountedVolumes(mount, prefix -> Files.createTempDirectory(folder, prefix));
    try (OutputTarget target =
        VolumeTarget.open(
            volumes, IN + "/x/out", VolumePath.of(IN + "/x/out"), true, false, false)) {
      for (String name : new String[] {"a", "b"}) {
        try (OutputStream out = target.create(name)) {
          out.write(1);
        }
      }
      // Somebody takes the second file away before it is stored.
      try (Stream<Path> staged = Files.walk(folder)) {
        Files.delete(staged.filter(file -> file.endsWith("output-1")).findFirst().orElseThrow());
      }
      assertThat(failure(target::publish).code()).isEqualTo("mount-failed");
    }
    assertThat(volume.resolve("x")).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenIsAFailure() throws IOException {
    Files.createDirectory(volume.resolve("d"));
    Path file = Files.writeString(folder.resolve("f"), "abc");
    MountedVolumes volumes =
        new MountedVolumes(mount, prefix -> Files.createTempDirectory(folder, prefix));
    ForgeException failure =
        failure(() -> volumes.store(file, VolumePath.of(IN + "/d"), true, false));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("mount-failed");
    assertThat(failure.remedy()).contains("DATABRICKS_TOKEN");
    assertThat(failure(() -> volumes.makeFolder(VolumePath.of(IN + "/d/../f"))).code())
        .isEqualTo("bad-location");
    Files.writeString(volume.resolve("file"), "");
    assertThat(failure(() -> volumes.makeFolder(VolumePath.of(IN + "/file/x"))).code())
        .isEqualTo("mount-failed");
    assertThat(failure(() -> volumes.checkWritable(VolumePath.of(IN + "/none"))).kind())
        .isEqualTo(ErrorKind.ACCESS);
    volumes.checkWritable(VolumePath.of(IN));
    Files.writeString(volume.resolve("d/x"), "");
    volumes.deleteIfEmpty(VolumePath.of(IN + "/d"));
    assertThat(failure(() -> volumes.deleteFile(VolumePath.of(IN + "/d"))).code())
        .isEqualTo("mount-failed");
    assertThat(failure(() -> volumes.deleteIfEmpty(VolumePath.of(IN + "/file/x"))).code())
        .isEqualTo("mount-failed");
    assertThat(failure(() -> volumes.deleteFile(VolumePath.of(IN + "/file/x"))).code())
        .isEqualTo("mount-failed");
    assertThat(volumes.stat(VolumePath.of(IN + "/none/x"))).isEqualTo(Optional.empty());
  }

  @Test
  void aFileThatCannotBeStoredLeavesNothingOfItselfAndHarmsNoOther() throws IOException {
    MountedVolumes volumes =
        new MountedVolumes(mount, prefix -> Files.createTempDirectory(folder, prefix));
    // A folder can be opened as a file, and not be read.
    assertThat(failure(() -> volumes.store(folder, VolumePath.of(IN + "/a"), false, false)).code())
        .isEqualTo("mount-failed");
    assertThat(volume.resolve("a")).doesNotExist();
    Files.writeString(volume.resolve("b"), "theirs");
    Path none = folder.resolve("none");
    assertThat(failure(() -> volumes.store(none, VolumePath.of(IN + "/b"), false, false)).code())
        .isEqualTo("mount-failed");
    assertThat(volume.resolve("b")).hasContent("theirs");
  }

  @Test
  void whatWasStoredIsLookedAt() throws IOException {
    Path nothing = Path.of("/dev/null");
    Path zeros = Path.of("/dev/zero");
    assumeTrue(Files.exists(nothing) && Files.exists(zeros), "no files that forget");
    Files.createSymbolicLink(volume.resolve("nothing"), nothing);
    Files.createSymbolicLink(volume.resolve("zeros"), zeros);
    MountedVolumes volumes =
        new MountedVolumes(mount, prefix -> Files.createTempDirectory(folder, prefix));
    Path three = Files.writeString(folder.resolve("three"), "abc");
    ForgeException failure =
        failure(() -> volumes.store(three, VolumePath.of(IN + "/nothing"), true, false));
    assertThat(failure.code()).isEqualTo("size-differs");
    assertThat(failure.problem()).endsWith("it has 0 bytes of 3");
    Path empty = Files.createFile(folder.resolve("empty"));
    volumes.store(empty, VolumePath.of(IN + "/zeros"), true, false);
    failure = failure(() -> volumes.store(empty, VolumePath.of(IN + "/zeros"), true, true));
    assertThat(failure.kind()).isEqualTo(ErrorKind.REMOTE);
    assertThat(failure.code()).isEqualTo("content-differs");
    assertThat(failure.problem()).endsWith("byte 0 is another");
  }

  @Test
  void whatCannotBeLookedAtIsAFailure() throws IOException {
    Files.createSymbolicLink(volume.resolve("loop"), volume.resolve("loop"));
    assertThat(failure(() -> storage.stat(IN + "/loop")).code()).isEqualTo("mount-failed");
  }

  @Test
  void aRefusedPermissionIsAFailureOfAccess() {
    ForgeException failure =
        VolumeFailures.mount(IN, "reading", new java.nio.file.AccessDeniedException("x"));
    assertThat(failure.kind()).isEqualTo(ErrorKind.ACCESS);
    assertThat(failure.code()).isEqualTo("permission-denied");
    assertThat(failure.remedy()).contains("WRITE VOLUME");
  }

  @Test
  void theOutputIsLookedAtBeforeTheInputIsRead() throws IOException {
    Files.writeString(volume.resolve("a.csv"), "");
    storage.checkOutput(IN + "/b.csv", false);
    storage.checkOutput(IN + "/new/b.csv", false);
    assertThat(volume.resolve("new")).doesNotExist();
    assertThat(failure(() -> storage.checkOutput(IN + "/a.csv", false)).code())
        .isEqualTo("output-exists");
    assertThat(failure(() -> storage.checkOutput(IN + "/a.csv/b", false)).code())
        .isEqualTo("output-not-folder");
  }

  @Test
  void foldersAndFilesAreMadeAndRemoved() throws IOException {
    storage.mkdirs(IN + "/x/y");
    assertThat(volume.resolve("x/y")).isDirectory();
    assertThat(storage.stat(IN + "/x").orElseThrow().folder()).isTrue();
    Files.writeString(volume.resolve("a"), "");
    storage.delete(IN + "/a");
    storage.delete(IN + "/a");
    assertThat(volume.resolve("a")).doesNotExist();
  }
}
