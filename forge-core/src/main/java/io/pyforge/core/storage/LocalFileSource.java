package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A file of this machine. */
final class LocalFileSource implements InputSource {
  private final String location;
  private final Path path;

  LocalFileSource(String location, Path path) {
    this.location = location;
    this.path = path;
  }

  @Override
  public String name() {
    Path name = path.getFileName();
    return name == null ? location : name.toString();
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
  public SourceStat stat() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw StorageFailures.inputMissing(location, e);
    } catch (AccessDeniedException e) {
      throw StorageFailures.inputUnreadable(location, e);
    }
    return new SourceStat(
        attributes.size(),
        Optional.of(attributes.lastModifiedTime().toInstant()),
        Optional.empty());
  }

  @Override
  public InputStream openStream() throws IOException {
    return SlicedStreams.input(open(), Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    FileChannel channel = open();
    channel.position(offset);
    return SlicedStreams.input(channel, length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return open();
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.of(path);
  }

  @Override
  public Optional<InputSource> companion(String suffix) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> isCompanion(entry, suffix))) {
      return StreamSupport.stream(entries.spliterator(), false)
          .sorted()
          .findFirst()
          .map(found -> new LocalFileSource(found.toString(), found));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private boolean isCompanion(Path entry, String suffix) {
    String name = String.valueOf(entry.getFileName());
    return CompanionName.is(name, name(), suffix) && Files.isRegularFile(entry);
  }

  @Override
  public void close() {
    // Nothing is kept open between streams.
  }

  private FileChannel open() throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw StorageFailures.inputMissing(location, e);
    } catch (AccessDeniedException e) {
      throw StorageFailures.inputUnreadable(location, e);
    }
  }
}
