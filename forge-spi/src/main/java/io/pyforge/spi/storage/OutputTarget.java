package io.pyforge.spi.storage;

import io.pyforge.spi.result.Notice;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A place for one output: a file, or a folder of files. What is created here is staged out of sight
 * and appears, complete, when {@link #publish} is called; without it {@link #close} removes every
 * trace and the destination is as it was.
 *
 * <p>A process that dies leaves at most staging files, which the next run that writes to the same
 * place removes.
 *
 * @since 1
 */
public interface OutputTarget extends Closeable {
  /** The location of the file or folder as the user will see it. */
  String location();

  /** Whether this is a folder of files rather than one file. */
  boolean folder();

  /**
   * Starts a staged file. Called from one thread; the caller closes the stream.
   *
   * @param name the file's name within a folder target; for a file target, empty
   * @throws IllegalArgumentException if the name has a separator, or was used before
   */
  OutputStream create(String name) throws IOException;

  /** Where the file of that name will be after publishing. */
  String locationOf(String name);

  /**
   * Makes everything created visible. For a file, and for a folder that did not exist, that is one
   * rename; into an existing folder the files go one by one.
   *
   * @throws io.pyforge.spi.error.ForgeException kind OUTPUT, ACCESS or REMOTE
   */
  void publish() throws IOException;

  /** What is worth knowing about the publication; asked after {@link #publish}. */
  default List<Notice> notices() {
    return List.of();
  }

  /** Removes what was staged and not published. */
  @Override
  void close() throws IOException;
}
