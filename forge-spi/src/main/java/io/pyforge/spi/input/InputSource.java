package io.pyforge.spi.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes of one input. Opening does not consume it: every stream starts at the first byte,
 * unless {@link #access} is {@link SourceAccess#STREAM}, which can be opened once.
 *
 * <p>Thread-safe. Streams and channels opened here are closed by whoever opened them; closing the
 * source removes what it staged.
 *
 * @since 1
 */
public interface InputSource extends Closeable {
  /**
   * The last part of the location, such as {@code sales.csv}; used in messages and for suffixes.
   */
  String name();

  /** The location as the user gave it. */
  String location();

  /** How the bytes can be reached. */
  SourceAccess access();

  /** Size and times; never reads the content. */
  SourceStat stat() throws IOException;

  /** A stream over all bytes. */
  InputStream openStream() throws IOException;

  /** A stream over {@code length} bytes from {@code offset}, fewer if the source ends before. */
  InputStream openRange(long offset, long length) throws IOException;

  /**
   * A channel for random access. A source that is not local stages itself to a private temporary
   * file the first time.
   */
  SeekableByteChannel openChannel() throws IOException;

  /** The file, when the source is one of this machine. */
  Optional<Path> localPath();

  /**
   * The object beside this one whose name differs in its suffix only, such as the file of memos of
   * a dBASE table; letter case of the suffix is ignored. It is closed with this source.
   *
   * @param suffix without the dot
   */
  default Optional<InputSource> companion(String suffix) throws IOException {
    return Optional.empty();
  }
}
