package io.pyforge.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every writer keeps to. Extend it, give a writer and the schema it is tried with, and run it
 * with your tests; whether the content is right is for tests of your own.
 */
public abstract class FormatWriterContract {
  private static final int BATCHES = 8;

  /** A new writer. */
  protected abstract FormatWriter writer();

  /** Columns that the writer can hold; every type unless overridden. */
  protected Schema schema() {
    return TestTables.everyTypeSchema();
  }

  /** Options to write with; none unless overridden. */
  protected OptionValues options() {
    return OptionValues.none();
  }

  @Test
  void formatAndSuffixesAreLowerCaseWords() {
    FormatWriter writer = writer();
    assertThat(writer.format()).matches("[a-z][a-z0-9_-]*");
    assertThat(writer.description()).isNotBlank().doesNotContain("\n");
    assertThat(writer.suffixes())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            suffix -> {
              assertThat(suffix).doesNotStartWith(".").isNotBlank();
              assertThat(suffix).isEqualTo(suffix.toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void optionsAreUniqueAndDocumented() {
    OptionRules.check(writer().options());
  }

  @Test
  void tableWithoutRowsStillHasAnOutput() throws IOException {
    // Reading it back fails when there is none; in some formats no rows are no bytes.
    byte[] withoutBatch = write(List.of());
    assertThat(write(List.of(TestTables.empty(schema())))).isEqualTo(withoutBatch);
  }

  @Test
  void secondRunGivesTheSameBytes() throws IOException {
    assertThat(write(batches())).isEqualTo(write(batches()));
  }

  @Test
  void usedEncodersGiveTheSameBytesAsNewOnes() throws IOException {
    List<RecordBatch> batches = batches();
    byte[] expected = write(batches);
    MemoryTarget target = target();
    try (TabularOutput output = open(target)) {
      TableSink sink = output.sink(TestTables.TABLE, schema());
      for (int i = 0; i < batches.size(); i++) {
        BatchEncoder encoder = sink.newEncoder();
        for (int warmUp = 0; warmUp < i % 3; warmUp++) {
          encoder.encode(TestTables.random(new Random(100 + i), schema(), 50 * i));
        }
        sink.append(encoder.encode(batches.get(i)));
      }
      output.finish();
    }
    assertThat(published(target)).isEqualTo(expected);
  }

  @Test
  void encodersOfSeveralThreadsGiveTheSameBytes() throws Exception {
    List<RecordBatch> batches = batches();
    byte[] expected = write(batches);
    MemoryTarget target = target();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (TabularOutput output = open(target)) {
      TableSink sink = output.sink(TestTables.TABLE, schema());
      List<Future<EncodedBlock>> blocks = new ArrayList<>();
      for (RecordBatch batch : batches) {
        BatchEncoder encoder = sink.newEncoder();
        blocks.add(threads.submit(() -> encoder.encode(batch)));
      }
      for (Future<EncodedBlock> block : blocks) {
        sink.append(block.get());
      }
      output.finish();
    } catch (ExecutionException e) {
      throw new AssertionError("an encoder failed on a thread of its own", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertThat(published(target)).isEqualTo(expected);
  }

  @Test
  void blocksCountTheirRows() throws IOException {
    try (TabularOutput output = open(target())) {
      BatchEncoder encoder = output.sink(TestTables.TABLE, schema()).newEncoder();
      for (RecordBatch batch : batches()) {
        assertThat(encoder.encode(batch).rowCount()).isEqualTo(batch.rowCount());
      }
    }
  }

  @Test
  void unfinishedOutputLeavesNothing() throws IOException {
    MemoryTarget target = target();
    try (TabularOutput output = open(target)) {
      TableSink sink = output.sink(TestTables.TABLE, schema());
      sink.append(sink.newEncoder().encode(batches().get(0)));
    }
    assertThat(target.openStreams()).as("streams left open").isEmpty();
    target.close();
    assertThat(target.published()).isEmpty();
  }

  @Test
  void finishedOutputHasNoOpenStreamsAndMayBeClosedTwice() throws IOException {
    MemoryTarget target = target();
    TabularOutput output = open(target);
    output.sink(TestTables.TABLE, schema());
    output.finish();
    assertThat(target.openStreams()).as("streams left open").isEmpty();
    output.close();
    output.close();
    target.publish();
    assertThat(target.published()).hasSize(1);
  }

  @Test
  void eachTableHasAFileUnlessAFileHoldsThemAll() throws IOException {
    List<String> tables = List.of("Orders", "orders", "a/b", "order details", "con");
    boolean together = writer().manyTablesPerFile();
    MemoryTarget target = together ? MemoryTarget.ofFile() : MemoryTarget.ofFolder();
    List<String> files = new ArrayList<>();
    try (TabularOutput output =
        writer().open(target, options(), new WriteContext("test", Map.of(), tables.size()))) {
      for (String table : tables) {
        TableSink sink = output.sink(table, schema());
        sink.append(sink.newEncoder().encode(TestTables.random(new Random(1), schema(), 3)));
        files.add(output.fileOf(table));
      }
      output.finish();
    }
    target.publish();
    if (together) {
      assertThat(files).containsOnly("");
      assertThat(target.published()).containsExactly("");
    } else {
      assertThat(files.stream().map(name -> name.toLowerCase(Locale.ROOT)))
          .as("file names without regard to case")
          .doesNotHaveDuplicates();
      assertThat(target.published()).containsAll(files);
    }
  }

  private List<RecordBatch> batches() {
    List<RecordBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(TestTables.random(new Random(i), schema(), 40 * i + 1));
    }
    return batches;
  }

  private MemoryTarget target() {
    return MemoryTarget.ofFile();
  }

  private TabularOutput open(MemoryTarget target) throws IOException {
    return writer().open(target, options(), new WriteContext("test", Map.of(), 1));
  }

  private byte[] write(List<RecordBatch> batches) throws IOException {
    MemoryTarget target = target();
    try (TabularOutput output = open(target)) {
      TableSink sink = output.sink(TestTables.TABLE, schema());
      BatchEncoder encoder = sink.newEncoder();
      for (RecordBatch batch : batches) {
        sink.append(encoder.encode(batch));
      }
      output.finish();
    }
    return published(target);
  }

  private static byte[] published(MemoryTarget target) {
    target.publish();
    return target.bytes("");
  }
}
