package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, a device or a pipe. Nothing can be staged beside it or renamed onto it, and what
 * it was given cannot be taken back; so the content is kept in a temporary file, and copied when it
 * is complete.
 */
final class PipeTarget implements OutputTarget {
  /** Opens what the content goes to. */
  interface Opener {
    OutputStream open() throws IOException;
  }

  private final String location;
  private final Opener opener;
  private final PrivateTemp temp;
  private @Nullable Path staged;
  private boolean published;

  PipeTarget(String location, Opener opener, PrivateTemp temp) {
    this.location = location;
    this.opener = opener;
    this.temp = temp;
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
    if (!name.isEmpty() || staged != null) {
      throw new IllegalArgumentException("a pipe is written once, without a name");
    }
    Path file = temp.newFile(".out");
    staged = file;
    return SlicedStreams.output(
        FileChannel.open(file, StandardOpenOption.WRITE),
        e -> StorageFailures.writingTemporary(file, e));
  }

  @Override
  public String locationOf(String name) {
    return location;
  }

  @Override
  public void publish() throws IOException {
    if (staged == null || published) {
      throw new IllegalStateException("publish needs content, and is done once");
    }
    published = true;
    try (InputStream content = Files.newInputStream(staged)) {
      OutputStream pipe;
      try {
        pipe = opener.open();
      } catch (IOException e) {
        throw StorageFailures.writing(location, e);
      }
      try (pipe) {
        content.transferTo(pipe);
      } catch (IOException e) {
        throw StorageFailures.writing(location, e);
      }
    }
  }

  @Override
  public void close() {
    if (staged != null) {
      FileTree.deleteQuietly(staged);
    }
  }
}
