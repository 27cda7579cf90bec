package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A device or pipe: bytes go straight in, because nothing can be staged beside it or renamed onto
 * it.
 */
final class SpecialFileTarget implements OutputTarget {
  private final String location;
  private final Path path;
  private boolean created;

  SpecialFileTarget(String location, Path path) {
    this.location = location;
    this.path = path;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean folder() {
    return false;
  }

  @Override
  public OutputStream create(String name) throws IOException {
    if (!name.isEmpty() || created) {
      throw new IllegalArgumentException("a special file is written once, without a name");
    }
    created = true;
    try {
      return SlicedStreams.output(FileChannel.open(path, StandardOpenOption.WRITE), location);
    } catch (IOException e) {
      throw StorageFailures.writing(location, e);
    }
  }

  @Override
  public String locationOf(String name) {
    return location;
  }

  @Override
  public void publish() {
    // Every byte is where it belongs already.
  }

  @Override
  public void close() {
    // What a pipe was given cannot be taken back.
  }
}
