package io.pyforge.spi.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for a reader of another author that implements no more than it must. */
class ReaderDefaultsTest {
  @Test
  void aReaderHasNoCompanionsAndNoOutputOfItsOwn() {
    FormatReader reader = new Reader();
    assertThat(reader.companionSuffixes()).isEmpty();
    assertThat(reader.defaultOutput()).isEmpty();
  }

  @Test
  void anInputHasNoSideFilesAndDoesNotWiden() throws IOException {
    try (TabularInput input = new Input()) {
      assertThat(input.failedTables()).isEmpty();
      assertThat(input.sideFiles()).isEmpty();
      assertThat(input.pieces(Set.of())).isEmpty();
      assertThatThrownBy(input::widen).isInstanceOf(IllegalStateException.class);
      try (TableScan scan = input.scan(Set.of())) {
        assertThatThrownBy(scan::survey).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void aContextDoesNotSayWhatIsWritten() {
    assertThat(new Context().outputFormat()).isEmpty();
  }

  @Test
  void aSourceHasNothingBesideIt() throws IOException {
    try (InputSource source = new Source()) {
      assertThat(source.companion("dbt")).isEmpty();
    }
  }

  private static final class Reader implements FormatReader {
    @Override
    public String format() {
      return "x";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public List<String> suffixes() {
      return List.of();
    }

    @Override
    public List<OptionSpec> options() {
      return List.of();
    }

    @Override
    public int match(SourceHead head) {
      return NO_MATCH;
    }

    @Override
    public TabularInput open(InputSource source, OptionValues options, ReadContext context) {
      return new Input();
    }
  }

  private static final class Input implements TabularInput {
    @Override
    public List<TableInfo> tables() {
      return List.of();
    }

    @Override
    public Map<String, String> properties() {
      return Map.of();
    }

    @Override
    public TableScan scan(Set<String> tables) {
      return new TableScan() {
        @Override
        public boolean read(io.pyforge.spi.batch.RecordBatch into, ScanLog log) {
          return false;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private static final class Context implements ReadContext {
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

  private static final class Source implements InputSource {
    @Override
    public String name() {
      return "x.dbf";
    }

    @Override
    public String location() {
      return "x.dbf";
    }

    @Override
    public SourceAccess access() {
      return SourceAccess.STREAM;
    }

    @Override
    public SourceStat stat() {
      return SourceStat.UNKNOWN;
    }

    @Override
    public InputStream openStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream openRange(long offset, long length) {
      return InputStream.nullInputStream();
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
}
