package io.pyforge.core.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.bulk.JournalLine.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final JournalLine DONE =
      new JournalLine(
          State.DONE,
          "/in/\"a\"\n\u00e9.csv",
          "/out/a.parquet",
          "/out/a.parquet",
          "9f",
          Map.of("", 812L));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("j.jsonl");
  }

  @Test
  void whatIsAppendedIsReadAgain() throws IOException {
    append(DONE);
    assertThat(open().entry(DONE.input(), DONE.place()).written()).contains(DONE);
    assertThat(open().entry(DONE.input(), "/out/b.parquet").written()).isEmpty();
    assertThat(open().entry("/in/b.csv", DONE.place()).written()).isEmpty();
  }

  @Test
  void theLastLineCounts() throws IOException {
    append(DONE);
    JournalLine later =
        new JournalLine(
            State.INCOMPLETE,
            DONE.input(),
            DONE.place(),
            "/out/a_parquet",
            "a0",
            Map.of("x.parquet", 3L, "y.parquet", 4L));
    append(later);
    assertThat(open().entry(DONE.input(), DONE.place()).written()).contains(later);
  }

  @Test
  void startAndWithdrawalLeaveWhatWasWritten() throws IOException {
    append(JournalLine.of(State.STARTED, DONE.input(), DONE.place()));
    assertThat(open().entry(DONE.input(), DONE.place()).started()).isTrue();
    append(DONE);
    assertThat(open().entry(DONE.input(), DONE.place()).started()).isFalse();
    append(JournalLine.of(State.STARTED, DONE.input(), DONE.place()));
    append(JournalLine.of(State.WITHDRAWN, DONE.input(), DONE.place()));
    Journal.Entry entry = open().entry(DONE.input(), DONE.place());
    assertThat(entry.started()).isFalse();
    assertThat(entry.written()).contains(DONE);
  }

  @Test
  void aLineThatWasCutOffAnywhereIsPassedOver() throws IOException {
    byte[] line = DONE.text().getBytes(StandardCharsets.UTF_8);
    JournalLine other = JournalLine.of(State.STARTED, "/in/b.csv", "/out/b.parquet");
    for (int length = 0; length < line.length; length++) {
      Files.deleteIfExists(file);
      Files.write(file, java.util.Arrays.copyOf(line, length));
      Journal torn = open();
      assertThat(torn.damaged()).as("cut at %d", length).isFalse();
      assertThat(torn.entry(DONE.input(), DONE.place()).written()).isEmpty();
      torn.append(other);
      assertThat(open().damaged()).isFalse();
      assertThat(open().entry("/in/b.csv", "/out/b.parquet").started()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes of mine", "[]", "{\"pyforge_batch\":2,\"x\":1}", "\0\0\0\0"})
  void somethingElseIsReplacedByTheFirstLine(String content) throws IOException {
    append(DONE);
    Files.writeString(file, content + "\n", StandardOpenOption.APPEND);
    Journal damaged = open();
    assertThat(damaged.damaged()).isTrue();
    assertThat(damaged.entry(DONE.input(), DONE.place()).written()).isEmpty();
    assertThat(file).content().contains(content);
    damaged.append(DONE);
    assertThat(file).content().isEqualTo("\n" + DONE.text() + "\n");
  }

  @Test
  void bytesThatAreNoTextAreNoJournal() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    assertThat(open().damaged()).isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsOwnerMayReadIt() throws IOException {
    append(DONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void severalWritersLoseNoLine() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Callable<Void>> work = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "/in/" + writer + "-";
      Journal own = open(); // as another process would have
      work.add(
          () -> {
            for (int i = 0; i < 250; i++) {
              own.append(JournalLine.of(State.STARTED, name + i, "/out/" + "x".repeat(i)));
            }
            return null;
          });
    }
    for (Future<Void> task : writers.invokeAll(work)) {
      task.get();
    }
    writers.shutdown();
    Journal all = open();
    for (int writer = 0; writer < 4; writer++) {
      for (int i = 0; i < 250; i++) {
        assertThat(all.entry("/in/" + writer + "-" + i, "/out/" + "x".repeat(i)).started())
            .isTrue();
      }
    }
  }

  private Journal open() throws IOException {
    return Journal.open(file);
  }

  private void append(JournalLine line) throws IOException {
    open().append(line);
  }
}
