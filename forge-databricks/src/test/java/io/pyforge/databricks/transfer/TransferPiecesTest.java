package io.pyforge.databricks.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.databricks.transfer.Parts.Part;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small things that transfers are made of. */
@Timeout(60)
class TransferPiecesTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  // --- sizes and parts

  @ParameterizedTest
  @CsvSource({"1,8", "8000,8", "8001,9", "5242880,5243"})
  void aFileHasAThousandPartsAtMost(long mib, long partMib) {
    long part = TransferSizes.USUAL.partOf(mib * MIB);
    assertThat(part).isEqualTo(partMib * MIB);
    assertThat((mib * MIB + part - 1) / part).isLessThanOrEqualTo(1000);
  }

  @Test
  void sizesArePositive() {
    assertThatThrownBy(() -> new TransferSizes(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TransferSizes(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsCoverAFileWithoutGaps() {
    assertThat(Parts.of(25, 10))
        .containsExactly(new Part(0, 0, 10), new Part(1, 10, 10), new Part(2, 20, 5));
    assertThat(Parts.of(20, 10)).hasSize(2);
    assertThat(Parts.of(0, 10)).isEmpty();
  }

  @Test
  void theFirstFailureEndsTheOthersAndIsTold() throws IOException {
    try (TestWorkspace server = TestWorkspace.start();
        Workspace workspace = TestClients.byToken(server)) {
      List<Part> parts = Parts.of(1000, 1);
      for (Throwable thrown :
          List.of(
              new IOException("io"),
              new IllegalStateException("state"),
              new StackOverflowError())) {
        AtomicInteger moved = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    Parts.move(
                        workspace,
                        parts,
                        4,
                        part -> {
                          moved.incrementAndGet();
                          if (part.number() == 10) {
                            TransferPiecesTest.<RuntimeException>sneak(thrown);
                          }
                        }))
            .isSameAs(thrown);
        assertThat(moved.get()).isBetween(11, 900);
      }
      List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
      Parts.move(workspace, parts, 4, part -> seen.add(part.number()));
      assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
      Parts.move(workspace, List.of(), 4, part -> seen.add(part.number()));
      assertThat(seen).hasSize(1000);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void anInterruptionEndsTheParts() throws IOException {
    try (TestWorkspace server = TestWorkspace.start();
        Workspace workspace = TestClients.byToken(server)) {
      CountDownLatch never = new CountDownLatch(1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () ->
                  Parts.move(
                      workspace,
                      Parts.of(10, 1),
                      2,
                      part -> {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          throw new IOException(e);
                        }
                      }))
          .isInstanceOfSatisfying(
              ForgeException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  // --- bodies

  @Test
  void aBodyIsAPartOfAFileAndTellsWhatIsSent() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "0123456789");
    AtomicLong told = new AtomicLong();
    FileBody body = new FileBody(file, 3, 4, told::addAndGet);
    assertThat(body.length()).isEqualTo(4);
    for (int attempt = 0; attempt < 2; attempt++) {
      try (InputStream in = body.open()) {
        assertThat(in.read()).isEqualTo('3');
        assertThat(in.readNBytes(3)).isEqualTo("456".getBytes(UTF_8));
      }
      assertThat(told).as("what is sent again counts once").hasValue(4);
    }
    try (InputStream in = body.open()) {
      assertThat(in.readAllBytes()).isEqualTo("3456789".getBytes(UTF_8));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aFileThatBecameShorterIsNoShortRequest() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "0123456789");
    FileBody body = new FileBody(file, 0, 11, TransferProgress.NONE);
    try (InputStream in = body.open()) {
      in.readNBytes(10);
      assertThatThrownBy(in::read)
          .isInstanceOfSatisfying(
              ForgeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
                assertThat(e.code()).isEqualTo("input-changed");
              });
    }
    assertThatThrownBy(() -> new FileBody(file, 11, 1, TransferProgress.NONE).open())
        .isInstanceOf(ForgeException.class);
    Files.delete(file);
    assertThatThrownBy(body::open)
        .isInstanceOfSatisfying(
            ForgeException.class, e -> assertThat(e.problem()).contains(file.toString()));
    Path directory = Files.createDirectory(folder.resolve("d"));
    assertThatThrownBy(
            () -> {
              try (InputStream in = new FileBody(directory, 0, 1, TransferProgress.NONE).open()) {
                in.read();
              }
            })
        .isInstanceOf(ForgeException.class);
  }

  // --- names

  @ParameterizedTest
  @CsvSource({
    "*.csv,a.csv,true",
    "*.csv,d/e/a.csv,true",
    "*.csv,a.csv.gz,false",
    "a?c,abc,true",
    "a?c,a/c,false",
    "d/*.csv,d/a.csv,true",
    "d/*.csv,d/e/a.csv,false",
    "d/*.csv,x/d/a.csv,false",
    "d/**/a,d/a,true",
    "d/**/a,d/x/y/a,true",
    "d/**,d/x/y/a,true",
    "d/**,e/d/x,false",
    "a[1]+(2).*,a[1]+(2).x,true",
    "**/_tmp/**,a/_tmp/b,true",
    "**/_tmp/**,_tmp/b,true",
    "ü😀*,d/ü😀x,true"
  })
  void aPatternChoosesByPath(String pattern, String path, boolean wanted) {
    assertThat(new NameFilter(List.of(pattern), List.of()).wants(path)).isEqualTo(wanted);
    assertThat(new NameFilter(List.of(), List.of(pattern)).wants(path)).isEqualTo(!wanted);
  }

  @Test
  void whatIsExcludedIsNotIncluded() {
    NameFilter filter = new NameFilter(List.of("*.csv", "*.txt"), List.of("secret*"));
    assertThat(filter.wants("a.csv")).isTrue();
    assertThat(filter.wants("b.txt")).isTrue();
    assertThat(filter.wants("secret.csv")).isFalse();
    assertThat(filter.wants("a.bin")).isFalse();
    assertThat(new NameFilter(List.of(), List.of()).wants("any/thing")).isTrue();
  }

  // --- the cache

  @Test
  void theCacheIsWhereTheSystemHasIt() {
    Map<String, String> home = Map.of("user.home", "/u");
    assertThat(CacheFolder.of(new HostEnvironment(Map.of(), home)).folder())
        .isEqualTo(Path.of("/u/.cache/pyforge/databricks"));
    assertThat(CacheFolder.of(new HostEnvironment(Map.of(), Map.of())).folder())
        .isEqualTo(Path.of(".cache/pyforge/databricks"));
  }

  @Test
  void whatIsKeptIsItsOwnersOnly() throws IOException {
    CacheFolder cache = new CacheFolder(folder.resolve("c/d"));
    Path file = cache.file("kind", "identity", "json");
    CacheFolder.makeFor(file);
    CacheFolder.makeFor(file);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("c"))).isEqualTo("rwx------");
    assertThat(CacheFolder.key("a")).hasSize(32).isNotEqualTo(CacheFolder.key("b"));
  }

  static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  // --- journals

  @Test
  void aJournalIsContinuedForTheSameFileOnly() throws IOException {
    Path file = folder.resolve("j/a.json");
    Journal journal = Journal.open(file, Map.of("size", "5", "etag", "x"));
    assertThat(journal.keeps()).isTrue();
    journal.note("session", "secret");
    journal.add(3, "mark");
    journal.add(1, "");
    assertThat(permissions(file)).isEqualTo("rw-------");
    Journal again = Journal.open(file, Map.of("size", "5", "etag", "x"));
    assertThat(again.parts()).containsExactly(Map.entry(1, ""), Map.entry(3, "mark"));
    assertThat(again.done(1)).isTrue();
    assertThat(again.done(2)).isFalse();
    assertThat(again.fact("session")).contains("secret");
    Journal other = Journal.open(file, Map.of("size", "6", "etag", "x"));
    assertThat(other.parts()).isEmpty();
    assertThat(other.fact("session")).isEmpty();
    assertThat(other.fact("size")).contains("6");
    again.restart();
    assertThat(Journal.open(file, Map.of("size", "5", "etag", "x")).parts()).isEmpty();
    again.remove();
    assertThat(file).doesNotExist();
    again.remove();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{\"version\":1,",
        "{\"version\":2,\"facts\":{\"size\":\"5\"},\"parts\":{\"1\":\"\"}}",
        "{\"version\":1,\"facts\":{\"size\":\"5\"},\"parts\":{\"x\":\"\"}}",
        "[]"
      })
  void aDamagedJournalIsNone(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), text);
    Journal journal = Journal.open(file, Map.of("size", "5"));
    assertThat(journal.parts()).isEmpty();
    journal.add(2, "m");
    assertThat(Journal.open(file, Map.of("size", "5")).parts()).containsOnlyKeys(2);
  }

  @Test
  void aJournalThatCannotBeWrittenStopsNothing() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "").resolve("j.json");
    Journal journal = Journal.open(blocked, Map.of());
    journal.add(1, "m");
    assertThat(journal.keeps()).isFalse();
    assertThat(journal.parts()).containsOnlyKeys(1);
    journal.remove();
    Journal.forget(blocked);
    Journal none = Journal.none();
    none.add(1, "m");
    assertThat(none.keeps()).isFalse();
    none.remove();
  }
}
