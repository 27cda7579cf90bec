package io.pyforge.core.engine;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An archive of several files, seen as one input: {@link ArchiveReader} opens its members. It has
 * no bytes of its own.
 *
 * @param location of the archive
 * @param members the files in it, at least two
 * @param stat of the archive as stored
 */
record MemberSource(String location, List<InputSource> members, SourceStat stat)
    implements InputSource {
  MemberSource {
    members = List.copyOf(members);
  }

  @Override
  public String name() {
    return location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1);
  }

  @Override
  public SourceAccess access() {
    return members.get(0).access();
  }

  @Override
  public InputStream openStream() {
    throw new IllegalStateException("an archive is read by its members");
  }

  @Override
  public InputStream openRange(long offset, long length) {
    throw new IllegalStateException("an archive is read by its members");
  }

  @Override
  public SeekableByteChannel openChannel() {
    throw new IllegalStateException("an archive is read by its members");
  }

  @Override
  public Optional<Path> localPath() {
    return members.get(0).localPath();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (InputSource member : members) {
      try {
        member.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
