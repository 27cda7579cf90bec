package io.pyforge.core.bulk;

import io.pyforge.core.bulk.JournalLine.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was converted into one place: a file of lines that is only ever appended to, each line in
 * one write, so that processes may share it. What a process that died left of a line is passed
 * over.
 *
 * <p>Reading happens once, when it is opened; {@link #append} is thread-safe.
 */
final class Journal {
  /** A journal is some hundred bytes for each conversion; this is for a million and more. */
  private static final long LARGEST_BYTES = 512L << 20;

  /** What the lines about one input and place come to. */
  static final class Entry {
    private @Nullable JournalLine written;
    private boolean started;

    /** The last output written, of which all or some tables are there. */
    Optional<JournalLine> written() {
      return Optional.ofNullable(written);
    }

    /** Whether a conversion started of which nothing more is known. */
    boolean started() {
      return started;
    }

    private void apply(JournalLine line) {
      started = line.state() == State.STARTED;
      if (line.state() == State.DONE || line.state() == State.INCOMPLETE) {
        written = line;
      }
    }
  }

  private record Key(String input, String place) {}

  private final Path file;
  private final Map<Key, Entry> entries = new HashMap<>();
  private boolean damaged;

  private Journal(Path file) {
    this.file = file;
  }

  /**
   * Reads a journal; an empty one when the file is not there. One that is damaged, or of something
   * else, counts as empty and is replaced by the first line that is appended.
   */
  static Journal open(Path file) throws IOException {
    Journal journal = new Journal(file);
    journal.read();
    return journal;
  }

  /** Whether the file holds something else than a journal. */
  boolean damaged() {
    return damaged;
  }

  /** What is known of an input that goes to a place. */
  Entry entry(String input, String place) {
    return entries.getOrDefault(new Key(input, place), new Entry());
  }

  /** Adds a line at the end of the file; what {@link #entry} tells stays as it was. */
  synchronized void append(JournalLine line) throws IOException {
    if (damaged) {
      Files.deleteIfExists(file);
      damaged = false;
    }
    // A line of its own even behind the half line of a process that died.
    byte[] bytes = ("\n" + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file, "rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /** What makes a new file or folder one that only its owner may use, where that can be said. */
  static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0]; // Windows: the user's own folder has such rights already
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private void read() throws IOException {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        damaged = true;
        return;
      }
      // Bytes that are no text come as U+FFFD, so that the line is none of ours.
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!take(line)) {
            entries.clear();
            damaged = true;
            return;
          }
        }
      }
    } catch (NoSuchFileException e) {
      // the first run into that place
    }
  }

  private boolean take(String line) {
    if (line.length() < JournalLine.START.length()) {
      return JournalLine.START.startsWith(line); // blank, or cut off early
    }
    if (!line.startsWith(JournalLine.START)) {
      return false;
    }
    JournalLine.parse(line)
        .ifPresent(
            read ->
                entries
                    .computeIfAbsent(new Key(read.input(), read.place()), key -> new Entry())
                    .apply(read));
    return true;
  }
}
