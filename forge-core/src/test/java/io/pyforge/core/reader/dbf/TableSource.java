package io.pyforge.core.reader.dbf;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.testkit.MemorySource;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A table in memory with the files beside it, by their suffixes. */
record TableSource(MemorySource table, Map<String, byte[]> beside) implements InputSource {
  static TableSource of(byte[] table, Map<String, byte[]> beside) {
    return new TableSource(new MemorySource("t.dbf", table), beside);
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public String location() {
    return table.location();
  }

  @Override
  public SourceAccess access() {
    return table.access();
  }

  @Override
  public SourceStat stat() {
    return table.stat();
  }

  @Override
  public InputStream openStream() {
    return table.openStream();
  }

  @Override
  public InputStream openRange(long offset, long length) {
    return table.openRange(offset, length);
  }

  @Override
  public SeekableByteChannel openChannel() {
    return table.openChannel();
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public Optional<InputSource> companion(String suffix) {
    byte[] content = beside.get(suffix);
    return content == null
        ? Optional.empty()
        : Optional.of(new MemorySource("t." + suffix, content));
  }

  @Override
  public void close() {
    table.close();
  }
}
