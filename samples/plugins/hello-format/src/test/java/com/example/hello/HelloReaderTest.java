package com.example.hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pyforge.spi.batch.BatchCursor;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HelloReaderTest {
  @Test
  void serviceFileNamesTheExtension() {
    ForgeExtension extension = ServiceLoader.load(ForgeExtension.class).findFirst().orElseThrow();
    assertThat(extension.id()).isEqualTo("hello");
    assertThat(extension.spiLevel()).isEqualTo(1);
    assertThat(extension.description()).isEqualTo("Reads .hello files");
    assertThat(extension.readers()).extracting(FormatReader::format).containsExactly("hello");
  }

  @Test
  void rowsAndNullsArriveInOrder() throws Exception {
    assertThat(read("hello name city\nAda|London\nBo|\n", Map.of()))
        .containsExactly("people: name, city", "Ada, London", "Bo, null");
  }

  @Test
  void greetingColumnIsAdded() throws Exception {
    assertThat(read("hello name\nAda\n", Map.of("greeting-column", "says")))
        .containsExactly("people: name, says", "Ada, Hello, Ada");
  }

  @Test
  void tableWithoutRowsIsGivenOnce() throws Exception {
    assertThat(read("hello name\n", Map.of())).containsExactly("people: name");
  }

  @Test
  void manyRowsTakeSeveralBatches() throws Exception {
    assertThat(read("hello n\n" + "x\n".repeat(20_000), Map.of())).hasSize(20_002);
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> read("name\n", Map.of()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("hello-header-missing"));
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> read("hello a b\n1|2\n1\n", Map.of()))
        .satisfies(
            e ->
                assertThat(e.problem())
                    .isEqualTo("people.hello: line 3 has 1 values where the header has 2"));
  }

  @Test
  void suffixAndFirstWordTogetherAreCertain() {
    assertThat(match("a.hello", "hello x")).isEqualTo(FormatReader.CERTAIN);
    assertThat(match("a.hello", "x")).isEqualTo(FormatReader.BY_SUFFIX);
    assertThat(match("a.txt", "hello x")).isEqualTo(FormatReader.POSSIBLE);
    assertThat(match("a.txt", "x")).isEqualTo(FormatReader.NO_MATCH);
  }

  private static int match(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new HelloReader().match(new SourceHead(name, bytes, true));
  }

  /** The header of each batch and its rows, as text. */
  private static List<String> read(String text, Map<String, String> options) throws Exception {
    List<String> result = new ArrayList<>();
    try (TabularInput input =
        new HelloReader().open(new TextSource(text), OptionValues.of(options), new NoContext())) {
      assertThat(input.properties()).containsEntry("encoding", "UTF-8");
      String table = input.tables().get(0).name();
      try (TableScan none = input.scan(Set.of())) {
        assertThat(none.read(new RecordBatch(), new ScanLog())).isFalse();
      }
      try (TableScan scan = input.scan(Set.of(table))) {
        RecordBatch batch = new RecordBatch();
        while (scan.read(batch, new ScanLog())) {
          List<String> names = batch.schema().fields().stream().map(f -> f.name()).toList();
          result.add(batch.table() + ": " + String.join(", ", names));
          BatchCursor cursor = new BatchCursor(batch);
          while (cursor.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
              values.add(String.valueOf(cursor.text(i)));
            }
            result.add(String.join(", ", values));
          }
        }
      }
    }
    return result;
  }

  private record TextSource(String text) implements InputSource {
    @Override
    public String name() {
      return "people.hello";
    }

    @Override
    public String location() {
      return name();
    }

    @Override
    public SourceAccess access() {
      return SourceAccess.RANGED;
    }

    @Override
    public SourceStat stat() {
      return SourceStat.UNKNOWN;
    }

    @Override
    public InputStream openStream() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream openRange(long offset, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel openChannel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> localPath() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static final class NoContext implements ReadContext {
    @Override
    public Path newTempFile(String suffix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkCancelled() {}

    @Override
    public int threads() {
      return 1;
    }
  }
}
