package io.pyforge.core.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Names of staged outputs: {@code .<destination>.pyforge-<owner>.tmp}, in the destination's own
 * folder so that publishing is a rename within one file system.
 */
final class StagedName {
  /** File systems allow names of 255 bytes; mark and fixed parts take up to 70. */
  private static final int MAX_STEM_BYTES = 180;

  private static final int KEPT_CHARACTERS = 40;
  private static final String MIDDLE = ".pyforge-";
  private static final String END = ".tmp";

  /** The lock file of a staged folder. */
  static final String LOCK = ".pyforge-lock";

  private StagedName() {}

  /** A name in {@code folder} that nothing has yet. */
  static Path next(Path folder, String destination) {
    return folder.resolve(start(destination) + ProcessMark.next() + END);
  }

  /** Removes what dead processes staged in {@code folder} for a destination. */
  static void sweep(Path folder, String destination) {
    String start = start(destination);
    DirectoryStream.Filter<Path> staged =
        path -> {
          String name = path.getFileName().toString();
          return name.startsWith(start) && name.endsWith(END);
        };
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, staged)) {
      for (Path candidate : found) {
        String name = candidate.getFileName().toString();
        String mark = name.substring(start.length(), name.length() - END.length());
        boolean isFolder = Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS);
        if (!ProcessMark.alive(mark)
            && ProcessMark.lockIsFree(isFolder ? candidate.resolve(LOCK) : candidate)) {
          FileTree.deleteQuietly(candidate);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that may be written but not listed: leftovers stay.
    }
  }

  private static String start(String destination) {
    String stem = destination;
    if (stem.getBytes(StandardCharsets.UTF_8).length > MAX_STEM_BYTES) {
      int cut = stem.offsetByCodePoints(0, KEPT_CHARACTERS);
      stem = stem.substring(0, cut) + "-" + Integer.toHexString(destination.hashCode());
    }
    return "." + stem + MIDDLE;
  }
}
