package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of a volume that is mounted: a file of this machine to everybody. */
final class MountedSource implements InputSource {
  private final VolumeAccess volumes;
  private final Path file;
  private final RemoteEntry entry;
  private final String location;

  MountedSource(VolumeAccess volumes, Path file, RemoteEntry entry, String location) {
    this.volumes = volumes;
    this.file = file;
    this.entry = entry;
    this.location = location;
  }

  @Override
  public String name() {
    return entry.path().name();
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public SourceAccess access() {
    return SourceAccess.LOCAL;
  }

  @Override
  public SourceStat stat() {
    return new SourceStat(entry.size(), entry.modified(), entry.etag());
  }

  @Override
  public InputStream openStream() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    channel.position(offset);
    return new FirstBytes(Channels.newInputStream(channel), length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return Files.newByteChannel(file);
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.of(file);
  }

  @Override
  public Optional<InputSource> companion(String suffix) throws IOException {
    return Companions.of(volumes, entry, suffix);
  }

  @Override
  public void close() {}
}
