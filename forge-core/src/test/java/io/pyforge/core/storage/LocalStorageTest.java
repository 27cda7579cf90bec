package io.pyforge.core.storage;

import static io.pyforge.core.storage.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.StorageEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageTest {
  @TempDir Path folder;
  private PrivateTemp temp;
  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private LocalStorage storage;

  @BeforeEach
  void open() {
    temp = PrivateTemp.open(folder);
    storage =
        new LocalStorage(
            temp,
            new ByteArrayInputStream("piped".getBytes(StandardCharsets.UTF_8)),
            () -> standardOutput);
  }

  @AfterEach
  void close() {
    temp.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sales.csv",
        "/data/x",
        "a/b",
        "C:/x",
        "C:\\x",
        "file:/x",
        "FILE:///x",
        "log:10.csv",
        "-",
        "/Volumes",
        "~/x"
      })
  void locationsOfThisMachineAreHandled(String location) {
    assertThat(storage.handles(location)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dbfs:/Volumes/x",
        "dbfs:x",
        "volume:x",
        "/Volumes/no-such-disk/x",
        "s3a://bucket/x",
        "hdfs://host/x",
        "abfss://c@a/x",
        "https://example.org/x"
      })
  void locationsOfOtherPlacesAreNot(String location) {
    assertThat(storage.handles(location)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "file:/a/b.csv, /a/b.csv",
    "file:///a/b.csv, /a/b.csv",
    "file://localhost/a/b.csv, /a/b.csv",
    "file:a.csv, a.csv",
    "file:///a%20b%C3%A4.csv, /a bä.csv",
    "file:///100%.csv, /100%.csv",
    "file:///a%2, /a%2",
    "file:///a%zz, /a%zz",
    "file:///a%41, /aA",
    "file:///C:/x, C:/x",
    "file://localhost, /",
    "plain%20name, plain%20name"
  })
  void fileUrisNamePaths(String location, String path) {
    assertThat(LocalPath.of(location)).isEqualTo(Path.of(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file://server/share/x", "a\0b"})
  void unusableLocationsAreNamed(String location) {
    assertFails(
        ErrorKind.USAGE, "bad-location", "'" + location + "'", () -> storage.source(location));
  }

  @Test
  void sourceGivesContentInEveryWay() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "0123456789");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    try (InputSource source = storage.source(file.toString())) {
      assertThat(source.name()).isEqualTo("a.csv");
      assertThat(source.location()).isEqualTo(file.toString());
      assertThat(source.access()).isEqualTo(SourceAccess.LOCAL);
      assertThat(source.localPath()).contains(file);
      assertThat(source.stat().sizeBytes()).isEqualTo(10);
      assertThat(source.stat().modified()).contains(Instant.parse("2026-01-02T03:04:05Z"));
      try (InputStream in = source.openStream()) {
        assertThat(in.available()).isEqualTo(10);
        assertThat(in.skip(3)).isEqualTo(3);
        assertThat((char) in.read()).isEqualTo('3');
        assertThat(in.read(new byte[0], 0, 0)).isZero();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("456789");
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.skip(3)).isZero();
      }
      try (InputStream in = source.openRange(2, 3)) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("234");
      }
      try (InputStream in = source.openRange(8, 30)) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("89");
      }
      try (SeekableByteChannel channel = source.openChannel()) {
        assertThat(channel.position(9).read(ByteBuffer.allocate(5))).isEqualTo(1);
      }
    }
  }

  @Test
  void missingInputIsNamed() {
    String missing = folder.resolve("missing.csv").toString();
    assertFails(ErrorKind.NOT_FOUND, "input-missing", missing, () -> storage.source(missing));
  }

  @Test
  void inputThatGoesBeforeItIsReadIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x");
    InputSource source = storage.source(file.toString());
    Files.delete(file);
    assertFails(ErrorKind.NOT_FOUND, "input-missing", "a.csv", source::openStream);
  }

  @Test
  void pathThroughAFileIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x");
    assertFails(
        ErrorKind.NOT_FOUND, "input-missing", "a.csv", () -> storage.source(file + "/b.csv"));
  }

  @Test
  void folderAsInputIsAUsageError() {
    assertFails(
        ErrorKind.USAGE,
        "input-is-folder",
        folder.toString(),
        () -> storage.source(folder.toString()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void inputWithoutReadPermissionIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("secret.csv"), "x");
    Files.setPosixFilePermissions(file, java.util.Set.of());
    org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(file), "runs as administrator");
    assertFails(
        ErrorKind.ACCESS, "input-unreadable", "secret.csv", () -> storage.source(file.toString()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void outputWithoutWritePermissionIsNamed() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Path file = Files.writeString(locked.resolve("a.csv"), "x");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));
    org.junit.jupiter.api.Assumptions.assumeFalse(Files.isWritable(file), "runs as administrator");
    Files.setPosixFilePermissions(
        locked, java.nio.file.attribute.PosixFilePermissions.fromString("r-xr-xr-x"));
    assertFails(
        ErrorKind.ACCESS,
        "output-unwritable",
        "a.csv",
        () -> storage.target(file.toString(), false, true));
    assertFails(
        ErrorKind.ACCESS,
        "output-unwritable",
        "b.csv",
        () -> storage.target(locked.resolve("b.csv").toString(), false, false));
  }

  @Test
  void standardInputIsReadOnce() throws IOException {
    try (InputSource source = storage.source("-")) {
      assertThat(source.access()).isEqualTo(SourceAccess.STREAM);
      assertThat(source.name()).isEqualTo("stdin");
      assertThat(source.location()).isEqualTo("-");
      assertThat(source.stat().sizeBytes()).isEqualTo(-1);
      assertThat(source.localPath()).isEmpty();
      try (InputStream in = source.openStream()) {
        assertThat(in.readAllBytes()).asString().isEqualTo("piped");
      }
      assertFails(ErrorKind.INPUT, "stream-consumed", "-", source::openStream);
    }
  }

  @Test
  void standardInputIsStagedForRandomAccess() throws IOException {
    Path staged;
    try (InputSource source = storage.source("-")) {
      try (SeekableByteChannel channel = source.openChannel();
          SeekableByteChannel again = source.openChannel()) {
        assertThat(channel.size()).isEqualTo(5);
        assertThat(again.size()).isEqualTo(5);
      }
      try (InputStream in = source.openRange(2, 2)) {
        assertThat(in.readAllBytes()).asString().isEqualTo("pe");
      }
      staged = temp.newFile("").getParent();
      assertThat(Files.list(staged).filter(p -> p.toString().endsWith(".stdin"))).hasSize(1);
    }
    assertThat(Files.list(staged).filter(p -> p.toString().endsWith(".stdin"))).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void namedPipeIsAStream() throws Exception {
    Path pipe = folder.resolve("pipe.csv");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Process writer = new ProcessBuilder("sh", "-c", "printf abc > '" + pipe + "'").start();
    try (InputSource source = storage.source(pipe.toString())) {
      assertThat(source.access()).isEqualTo(SourceAccess.STREAM);
      assertThat(source.name()).isEqualTo("pipe.csv");
      try (InputStream in = source.openStream()) {
        assertThat(in.readAllBytes()).asString().isEqualTo("abc");
      }
    } finally {
      writer.destroyForcibly();
    }
  }

  @Test
  void standardOutputGetsTheContentWhenItIsComplete() throws IOException {
    try (OutputTarget target = storage.target("-", false, false)) {
      try (OutputStream out = target.create("")) {
        out.write("given up".getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(standardOutput.toByteArray()).isEmpty();
    try (OutputTarget target = storage.target("-", false, false)) {
      try (OutputStream out = target.create("")) {
        out.write("all of it".getBytes(StandardCharsets.UTF_8));
        assertThat(standardOutput.toByteArray()).isEmpty();
      }
      target.publish();
      assertThat(target.location()).isEqualTo("-");
    }
    assertThat(standardOutput).hasToString("all of it");
  }

  @Test
  void standardOutputIsNoFolder() {
    assertFails(ErrorKind.OUTPUT, "output-is-file", "-", () -> storage.target("-", true, false));
  }

  @Test
  void listingIsSortedAndFiltered() throws IOException {
    for (String name :
        new String[] {"b.csv", "a.csv", "a.txt", "[x].csv", ".hidden.csv", "ab.csv", "A.CSV"}) {
      Files.writeString(folder.resolve(name), name);
    }
    Files.createDirectory(folder.resolve("sub.csv"));
    assertThat(names("*.csv")).containsExactly("[x].csv", "a.csv", "ab.csv", "b.csv", "sub.csv");
    assertThat(names("?.csv")).containsExactly("a.csv", "b.csv");
    assertThat(names("[x]*")).containsExactly("[x].csv");
    assertThat(names(".*")).containsExactly(".hidden.csv");
    assertThat(names("nothing")).isEmpty();
    StorageEntry sub = storage.list(folder.toString(), "sub*").get(0);
    assertThat(sub.folder()).isTrue();
    StorageEntry file = storage.list(folder.toString(), "a.txt").get(0);
    assertThat(file.folder()).isFalse();
    assertThat(file.stat().sizeBytes()).isEqualTo(5);
    assertThat(storage.source(file.location()).name()).isEqualTo("a.txt");
  }

  @Test
  void listingHasLinksToNothingAndLeavesOutPipes() throws Exception {
    Files.createSymbolicLink(folder.resolve("broken.csv"), Path.of("nowhere.csv"));
    Process mkfifo =
        new ProcessBuilder("mkfifo", folder.resolve("pipe.csv").toString()).inheritIO().start();
    Assumptions.assumeTrue(mkfifo.waitFor() == 0);
    Files.writeString(folder.resolve("a.csv"), "a");
    assertThat(names("*.csv")).containsExactly("a.csv", "broken.csv");
    String broken = storage.list(folder.toString(), "b*").get(0).location();
    assertFails(
        ErrorKind.NOT_FOUND,
        "input-missing",
        "is a link to a file that is not there",
        () -> storage.source(broken));
  }

  /** Java shows what is no UTF-8 as U+FFFD, and finds no file of that name. */
  @Test
  void listingHasNamesThatAreNoText() throws Exception {
    Process touch =
        new ProcessBuilder("sh", "-c", "touch \"$(printf 'b\\377.csv')\"")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    Assumptions.assumeTrue(touch.waitFor() == 0);
    List<StorageEntry> found = storage.list(folder.toString(), "*.csv");
    assertThat(found).hasSize(1);
    Assumptions.assumeTrue(found.get(0).location().endsWith("b\ufffd.csv"));
    assertThatThrownBy(() -> storage.source(found.get(0).location()))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("input-missing");
              assertThat(e.remedy()).contains("rename it");
            });
  }

  @Test
  void listingAFolderThatIsNotThereFails() {
    assertFails(
        ErrorKind.NOT_FOUND,
        "input-missing",
        "missing",
        () -> storage.list(folder.resolve("missing").toString(), "*"));
  }

  @Test
  void statFindsWhatIsThere() throws IOException {
    assertThat(storage.stat(folder.resolve("missing").toString())).isEmpty();
    assertThat(storage.stat(folder.toString()).orElseThrow().folder()).isTrue();
  }

  @Test
  void deleteRemovesOneObject() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");
    storage.delete(file.toString());
    storage.delete(file.toString());
    assertThat(file).doesNotExist();
    Path full = Files.createDirectories(folder.resolve("b/c"));
    assertFails(
        ErrorKind.OUTPUT, "output-exists", "b", () -> storage.delete(full.getParent().toString()));
    assertFails(ErrorKind.OUTPUT, "output-failed", "/dev", () -> storage.delete("/dev/null/x"));
  }

  @Test
  void mkdirsMakesAllAboveToo() throws IOException {
    storage.mkdirs(folder.resolve("x/y/z").toString());
    assertThat(folder.resolve("x/y/z")).isDirectory();
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFails(ErrorKind.OUTPUT, "output-is-file", "file", () -> storage.mkdirs(file.toString()));
    assertFails(ErrorKind.OUTPUT, "output-failed", "file", () -> storage.mkdirs(file + "/below"));
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, OUTPUT, no-space",
    "There is not enough space on the disk, OUTPUT, no-space",
    "Disk quota exceeded, OUTPUT, no-space",
    "File too large, OUTPUT, file-too-large",
    "Permission denied, ACCESS, output-unwritable",
    "Read-only file system, ACCESS, output-unwritable",
    "Input/output error, OUTPUT, output-failed"
  })
  void writeErrorsOfTheSystemGetTheirKind(String text, ErrorKind kind, String code) {
    assertFails(
        kind,
        code,
        "out.csv: ",
        () -> {
          throw StorageFailures.writing("out.csv", new IOException(text));
        });
    assertFails(
        kind,
        code,
        "out.csv: ",
        () -> {
          throw StorageFailures.writing(
              "out.csv", new java.nio.file.FileSystemException("x", null, text));
        });
  }

  @Test
  void refusedFileWithoutATextIsAnAccessFailure() {
    assertFails(
        ErrorKind.ACCESS,
        "output-unwritable",
        "out.csv",
        () -> {
          throw StorageFailures.writing("out.csv", new AccessDeniedException("x"));
        });
    assertFails(
        ErrorKind.OUTPUT,
        "no-space",
        "temporary",
        () -> {
          throw StorageFailures.tempUnwritable(
              Path.of("t"), new IOException("No space left on device"));
        });
  }

  private java.util.List<String> names(String glob) throws IOException {
    return storage.list(folder.toString(), glob).stream()
        .map(entry -> Path.of(entry.location()).getFileName().toString())
        .toList();
  }
}
