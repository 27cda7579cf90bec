package io.pyforge.core.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a temporary file's name that says which process owns it: {@code
 * <pid>-<start>-<random>}. With it, and with a lock that the owner holds, a later run tells what a
 * dead process left from what a living one still needs.
 *
 * <p>Both are asked because neither is enough: a process id means nothing on another machine or in
 * another container that shares the folder, and some network file systems have no locks.
 */
final class ProcessMark {
  /** How long something without any lock is left alone. */
  private static final Duration WITHOUT_LOCK = Duration.ofDays(1);

  /** Clocks are read in ticks and may be adjusted while a process runs. */
  private static final long START_TOLERANCE_MILLIS = 10_000;

  private static final Pattern MARK = Pattern.compile("(\\d{1,18})-(\\d{1,18})-[0-9a-z]{1,13}");

  private ProcessMark() {}

  /** A new mark of this process. */
  static String next() {
    ProcessHandle self = ProcessHandle.current();
    long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    return self.pid() + "-" + startMillis(self) + "-" + Long.toString(random, 36);
  }

  /** Whether the process that made a mark runs on this machine. Text that is no mark counts so. */
  static boolean alive(String mark) {
    Matcher matcher = MARK.matcher(mark);
    if (!matcher.matches()) {
      return true;
    }
    long start = Long.parseLong(matcher.group(2));
    return ProcessHandle.of(Long.parseLong(matcher.group(1)))
        .filter(ProcessHandle::isAlive)
        .map(ProcessMark::startMillis)
        .filter(found -> found == 0 || Math.abs(found - start) <= START_TOLERANCE_MILLIS)
        .isPresent();
  }

  /**
   * Whether nobody holds the lock on a file. Not to be asked about a file of this process: closing
   * a channel gives up all its locks on the file.
   */
  static boolean lockIsFree(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (NoSuchFileException e) {
      return olderThanLimit(file.resolveSibling(""));
    } catch (IOException | OverlappingFileLockException e) {
      return false; // no locks here, or not ours to look at: better a leftover than a lost file
    }
  }

  private static boolean olderThanLimit(Path folder) {
    try {
      Instant modified = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
      return modified.isBefore(Instant.now().minus(WITHOUT_LOCK));
    } catch (IOException e) {
      return false;
    }
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
