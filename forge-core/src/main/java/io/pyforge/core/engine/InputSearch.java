package io.pyforge.core.engine;

import io.pyforge.core.storage.FolderManifest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the inputs that a location stands for: itself, the files of a folder, or the matches of a
 * pattern in its last part. Files that belong to others, such as the memo file of a table, are no
 * inputs; neither is what PyForge wrote into a folder about itself.
 */
public final class InputSearch {
  /**
   * How far to look.
   *
   * @param recursive whether the folders below count too
   * @param leaveOut folders below that are not looked into, by their location
   */
  public record Scope(boolean recursive, Predicate<String> leaveOut) {
    /** The one place and no folder below it. */
    public static final Scope FLAT = new Scope(false, folder -> false);
  }

  /**
   * One input.
   *
   * @param stat unknown where nothing is at the location
   * @param below the folders between the place that was searched and the file, each with a slash
   *     behind it; empty directly in that place
   */
  public record Found(String location, SourceStat stat, String below) {}

  /**
   * What was found, sorted by name within each folder, files before folders.
   *
   * @param many whether the location is a folder or pattern, so that it stands for others
   * @param leftOut folders that hold outputs of PyForge, and were not looked into
   */
  public record Result(List<Found> files, boolean many, List<String> leftOut) {}

  private final FormatCatalog formats;
  private final Locations locations;

  /** A search with the formats and places at hand. */
  public InputSearch(FormatCatalog formats, Locations locations) {
    this.formats = formats;
    this.locations = locations;
  }

  /**
   * The inputs at a location. One that is no pattern, and where nothing is, stands for itself:
   * whoever opens it says so.
   *
   * @throws ForgeException NOT_FOUND when a folder or pattern has no file
   */
  public Result find(String location, Scope scope) throws IOException {
    int name = Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1;
    boolean pattern = location.indexOf('*', name) >= 0 || location.indexOf('?', name) >= 0;
    Optional<StorageEntry> entry =
        location.equals("-") ? Optional.empty() : locations.of(location).stat(location);
    List<Found> files = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    if (entry.isPresent() && entry.get().folder()) {
      addFolder(location, "*", "", scope, files, leftOut);
    } else if (entry.isEmpty() && pattern) {
      String folder = name == 0 ? "." : location.substring(0, name);
      if ((folder.indexOf('*') >= 0 || folder.indexOf('?') >= 0)
          && locations.of(folder).stat(folder).isEmpty()) {
        throw new ForgeException(
            ErrorKind.NOT_FOUND,
            "input-missing",
            folder + ": there is no such folder, and a pattern counts in the last part only",
            "name the folder, and with --recursive the pattern is looked for below it as well");
      }
      addFolder(folder, location.substring(name), "", scope, files, leftOut);
    } else {
      SourceStat stat = entry.map(StorageEntry::stat).orElse(SourceStat.UNKNOWN);
      return new Result(List.of(new Found(location, stat, "")), false, List.of());
    }
    if (files.isEmpty()) {
      throw new ForgeException(
          ErrorKind.NOT_FOUND,
          "input-missing",
          "there is no file in " + location,
          pattern ? "check the pattern" : "check the folder");
    }
    return new Result(files, true, leftOut);
  }

  private void addFolder(
      String folder,
      String glob,
      String below,
      Scope scope,
      List<Found> files,
      List<String> leftOut)
      throws IOException {
    Storage storage = locations.of(folder);
    boolean every = glob.equals("*");
    List<StorageEntry> matches = storage.list(folder, glob);
    List<StorageEntry> all =
        every ? matches : scope.recursive() ? storage.list(folder, "*") : List.of();
    if (!below.isEmpty() && all.stream().anyMatch(InputSearch::isManifest)) {
      leftOut.add(folder);
      return;
    }
    for (StorageEntry file : withoutCompanions(matches)) {
      if (!(every && isHidden(file)) && !isManifest(file)) {
        files.add(new Found(file.location(), file.stat(), below));
      }
    }
    for (StorageEntry entry : scope.recursive() ? all : List.<StorageEntry>of()) {
      if (!entry.folder() || isHidden(entry) || isLink(entry.location())) {
        continue;
      }
      if (scope.leaveOut().test(entry.location())) {
        leftOut.add(entry.location());
      } else {
        String name = lastPart(entry.location());
        addFolder(entry.location(), glob, below + name + "/", scope, files, leftOut);
      }
    }
  }

  private static boolean isManifest(StorageEntry entry) {
    return !entry.folder() && lastPart(entry.location()).equals(FolderManifest.NAME);
  }

  private static boolean isHidden(StorageEntry entry) {
    return lastPart(entry.location()).startsWith(".");
  }

  /** Links to folders are not followed, because they may lead round in a circle. */
  private boolean isLink(String location) {
    return locations.path(location).filter(Files::isSymbolicLink).isPresent();
  }

  private List<StorageEntry> withoutCompanions(List<StorageEntry> found) {
    List<StorageEntry> files = found.stream().filter(entry -> !entry.folder()).toList();
    Set<String> names = new HashSet<>();
    files.forEach(file -> names.add(lastPart(file.location()).toLowerCase(Locale.ROOT)));
    return files.stream()
        .filter(file -> !formats.isCompanion(lastPart(file.location()), names::contains))
        .toList();
  }

  private static String lastPart(String location) {
    int end = location.length();
    while (end > 0 && isSeparator(location.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && !isSeparator(location.charAt(start - 1))) {
      start--;
    }
    return location.substring(start, end);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == File.separatorChar;
  }
}
