package io.pyforge.databricks.storage;

import static io.pyforge.databricks.transfer.SmallParts.PART;
import static io.pyforge.databricks.transfer.SmallParts.SIZES;
import static io.pyforge.databricks.transfer.SmallParts.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.server.Multipart;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.transfer.CacheFolder;
import io.pyforge.databricks.transfer.Copied;
import io.pyforge.databricks.transfer.Download;
import io.pyforge.databricks.transfer.SmallParts;
import io.pyforge.databricks.transfer.TransferProgress;
import io.pyforge.databricks.transfer.TreeCopy;
import io.pyforge.databricks.transfer.Upload;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names that mean something else in an address, or look like other names, stay as they are. */
@Timeout(120)
class OddNamesTest {
  private static final List<String> NAMES =
      List.of(
          "plain.csv",
          "sp ace.csv",
          " leading",
          "trailing ",
          "h#y.csv",
          "q?x=1&y.csv",
          "100%.csv",
          "%20.csv",
          "100%25.csv",
          "%2F..%2F.csv",
          "a+b.csv",
          "br[1].csv",
          "cu{r}ly.csv",
          "quo'te\".csv",
          "am&p=eq;semi,com@at:colon.csv",
          "über.csv",
          "u\u0308ber.csv",
          "\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69.csv",
          "日本語.csv",
          "nb\u00A0sp.csv",
          "a".repeat(251) + ".csv",
          "ü".repeat(125) + "x.csv",
          "Data.csv",
          "data.csv",
          "DATA.CSV",
          "-dash.csv",
          "--force",
          "a..b.csv",
          "...",
          ".hidden",
          "dot.",
          "~tilde$dollar!bang^caret`tick|pipe<angle>(paren)*star.csv");

  @TempDir private Path folder;
  private StorageFixture fixture;
  private TestWorkspace server;
  private VolumePath odd;

  @BeforeEach
  void start() throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8"),
        "the disk takes no such names");
    fixture =
        new StorageFixture(
            folder,
            SmallParts.settings(Multipart.PARTS).withPageSize(3),
            StorageFixture.NO_SETTINGS);
    server = fixture.server;
    odd = VolumePath.of("/Volumes/main/raw/in/d #1? 100%/ü[x]");
    server.makeFolder(odd.toString());
  }

  @AfterEach
  void stop() throws IOException {
    if (fixture != null) {
      fixture.close();
    }
  }

  private static byte[] content(String name, int version) {
    return (name + "\n" + version).getBytes(UTF_8);
  }

  private List<String> sorted() {
    return NAMES.stream().sorted().toList();
  }

  @Test
  void theCorpusHasWhatItShould() {
    assertThat(NAMES).doesNotHaveDuplicates();
    assertThat(NAMES)
        .anyMatch(name -> name.getBytes(UTF_8).length == 255 && name.startsWith("aa"))
        .anyMatch(name -> name.getBytes(UTF_8).length == 255 && name.startsWith("üü"));
  }

  @Test
  void theyAreStoredReplacedListedAndRead() throws IOException {
    FilesApi files = fixture.workspace.files();
    Upload upload = new Upload(fixture.workspace, SIZES, TransferProgress.NONE);
    Download download = new Download(fixture.workspace, SIZES, TransferProgress.NONE);
    Path local = folder.resolve("local");
    for (int version = 0; version < 2; version++) {
      for (String name : NAMES) {
        Files.write(local, content(name, version));
        upload.run(local, odd.child(name), version > 0, true);
      }
    }
    List<RemoteEntry> listed = files.list(odd);
    assertThat(listed).extracting(entry -> entry.path().name()).isEqualTo(sorted());
    assertThat(server.requests().of("GET", "/api/2.0/fs/directories").size())
        .as("several pages")
        .isGreaterThanOrEqualTo(NAMES.size() / 3);
    for (RemoteEntry entry : listed) {
      String name = entry.path().name();
      assertThat(server.get(odd + "/" + name)).isEqualTo(content(name, 1));
      assertThat(files.file(entry.path()).orElseThrow().size()).isEqualTo(entry.size());
      download.run(entry, local);
      assertThat(Files.readAllBytes(local)).isEqualTo(content(name, 1));
    }
    for (String name : NAMES) {
      assertThat(files.deleteFile(odd.child(name))).isTrue();
    }
    assertThat(server.paths()).isEmpty();
  }

  @Test
  void theyAreStoredInParts() throws IOException {
    byte[] large = bytes(1, 2 * PART + 1);
    Path local = Files.write(folder.resolve("local"), large);
    Upload upload = new Upload(fixture.workspace, SIZES, TransferProgress.NONE);
    for (String name : NAMES) {
      upload.run(local, odd.child(name), false, false);
      upload.run(local, odd.child(name), true, false);
      assertThat(server.get(odd + "/" + name)).isEqualTo(large);
      fixture.workspace.files().deleteFile(odd.child(name));
    }
  }

  @Test
  void theyPassThroughTheStorage() throws IOException {
    Storage storage = fixture.storage;
    for (int version = 0; version < 2; version++) {
      for (String name : NAMES) {
        String location = "dbfs:" + odd + "/" + name;
        storage.checkOutput(location, version > 0);
        try (OutputTarget target = storage.target(location, false, version > 0)) {
          try (OutputStream out = target.create("")) {
            out.write(content(name, version));
          }
          target.publish();
        }
      }
    }
    List<StorageEntry> all = new ArrayList<>(storage.list(odd.toString(), "*"));
    all.addAll(storage.list(odd.toString(), ".*"));
    assertThat(all)
        .extracting(StorageEntry::location)
        .containsExactlyInAnyOrderElementsOf(NAMES.stream().map(n -> odd + "/" + n).toList());
    for (StorageEntry entry : all) {
      String name = entry.location().substring(odd.toString().length() + 1);
      assertThat(storage.stat(entry.location()).orElseThrow().stat().sizeBytes())
          .isEqualTo(content(name, 1).length);
      try (InputSource source = storage.source(entry.location());
          InputStream in = source.openStream()) {
        assertThat(source.name()).isEqualTo(name);
        assertThat(in.readAllBytes()).isEqualTo(content(name, 1));
      }
      assertThat(storage.list(odd.toString(), globOf(name)))
          .extracting(StorageEntry::location)
          .contains(entry.location());
    }
    try (OutputTarget target = storage.target(odd + "/out", true, false)) {
      for (String name : NAMES) {
        try (OutputStream out = target.create(name)) {
          out.write(content(name, 2));
        }
      }
      target.publish();
    }
    for (String name : NAMES) {
      assertThat(server.get(odd + "/out/" + name)).isEqualTo(content(name, 2));
    }
  }

  /** A pattern for a name: every letter but the first stands for itself. */
  private static String globOf(String name) {
    return name.startsWith(".")
        ? name
        : "?" + name.substring(name.offsetByCodePoints(0, 1)).replaceFirst(".$", "*");
  }

  @Test
  void theyAreCopiedAsATree() throws IOException {
    Path up = Files.createDirectories(folder.resolve("up"));
    Path down = folder.resolve("down");
    List<TreeCopy.Item> items = new ArrayList<>();
    for (String name : NAMES) {
      Files.write(up.resolve(name), content(name, 3));
      items.add(new TreeCopy.Item.Up(up.resolve(name), odd.child("tree").child(name)));
    }
    assertThat(copy(items)).containsOnly(Copied.State.COPIED);
    assertThat(copy(items)).containsOnly(Copied.State.UNCHANGED);
    List<TreeCopy.Item> back = new ArrayList<>();
    for (RemoteEntry entry : fixture.workspace.files().list(odd.child("tree"))) {
      back.add(new TreeCopy.Item.Down(entry, down.resolve(entry.path().name())));
    }
    assertThat(copy(back)).hasSize(NAMES.size()).containsOnly(Copied.State.COPIED);
    try (Stream<Path> files = Files.list(down)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .isEqualTo(sorted());
    }
    for (String name : NAMES) {
      assertThat(Files.readAllBytes(down.resolve(name))).isEqualTo(content(name, 3));
    }
    assertThat(copy(back)).containsOnly(Copied.State.UNCHANGED);
  }

  private List<Copied.State> copy(List<TreeCopy.Item> items) {
    try (TreeCopy copy =
        new TreeCopy(
            fixture.workspace,
            SIZES,
            new TreeCopy.Choices(true, false, false, 4),
            new CacheFolder(folder.resolve("cache")),
            TransferProgress.NONE,
            Files::createTempDirectory)) {
      return copy.run(items, copied -> {}).stream().map(Copied::state).toList();
    }
  }

  @Test
  void aLargeFileOfTheLongestNameIsCopiedInParts() throws IOException {
    String name = "ü".repeat(125) + "x.csv";
    byte[] large = bytes(2, 3 * PART);
    server.put(odd + "/" + name, large);
    RemoteEntry entry = fixture.workspace.files().list(odd).get(0);
    Path to = folder.resolve("down").resolve(name);
    assertThat(copy(List.of(new TreeCopy.Item.Down(entry, to)))).containsOnly(Copied.State.COPIED);
    assertThat(Files.readAllBytes(to)).isEqualTo(large);
  }

  @Test
  void aTableOfSuchANameIsConverted() throws IOException {
    String name = "sales #1? 100% [ü]+😀.csv";
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(",\"n ").append(i).append("\"\n");
    }
    server.put(odd + "/" + name, text.toString().getBytes(UTF_8));
    String output = odd + "/" + name.replace(".csv", ".tsv");
    Storage storage = fixture.storage;
    storage.checkOutput(output, false);
    try (InputSource source = storage.source(odd + "/" + name);
        OutputTarget target = storage.target(output, false, false)) {
      try (BufferedReader rows =
              new BufferedReader(new InputStreamReader(source.openStream(), UTF_8));
          OutputStream out = target.create("")) {
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
          out.write((row.replace("\"", "").replace(',', '\t') + "\n").getBytes(UTF_8));
        }
      }
      target.publish();
    }
    List<String> rows = new String(server.get(output), UTF_8).lines().toList();
    assertThat(rows).hasSize(100_001);
    assertThat(rows.get(0)).isEqualTo("id\tname");
    assertThat(rows.get(99_999)).isEqualTo("99998\tn 99998");
    assertThat(fixture.left()).isEmpty();
  }
}
