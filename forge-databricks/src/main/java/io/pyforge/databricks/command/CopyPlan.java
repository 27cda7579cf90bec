package io.pyforge.databricks.command;

import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.storage.VolumeLocations;
import io.pyforge.databricks.transfer.NameFilter;
import io.pyforge.databricks.transfer.TreeCopy;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which files go where. In a local folder a link to a file stands for the file; links to folders
 * are not followed, since they may lead in circles, and are listed as left out.
 */
final class CopyPlan {
  private final FilesApi files;
  private final VolumeLocations locations;
  private final NameFilter filter;
  private final List<String> leftOut = new ArrayList<>();
  private long bytes;

  CopyPlan(FilesApi files, VolumeLocations locations, NameFilter filter) {
    this.files = files;
    this.locations = locations;
    this.filter = filter;
  }

  /** How much the files are in all. */
  long bytes() {
    return bytes;
  }

  /** What is in the folder and is neither file nor folder, with the reason behind a colon. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** The files that a source and a target stand for. */
  List<TreeCopy.Item> of(String source, String target, boolean recursive) throws IOException {
    boolean fromVolume = locations.handles(source);
    boolean toVolume = locations.handles(target);
    if (!fromVolume && !toVolume) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-location",
          source + " and " + target + " are both of this machine",
          "write the one in a volume as /Volumes/<catalog>/<schema>/<volume>/...");
    }
    List<TreeCopy.Item> items = new ArrayList<>();
    if (fromVolume) {
      VolumePath from = locations.path(source);
      RemoteEntry entry = files.stat(from).orElseThrow(() -> files.missing(from));
      checkFolder(source, entry.folder(), recursive);
      if (!entry.folder()) {
        add(items, entry, target, toVolume, from.name());
      } else if (toVolume) {
        VolumePath into = locations.path(target);
        refuseInside(from, into);
        walk(entry.path(), "", (found, path) -> items.add(across(found, child(into, path))));
      } else {
        Path into = local(target);
        walk(entry.path(), "", (found, path) -> items.add(down(found, into, path)));
      }
      return items;
    }
    Path from = local(source);
    if (!Files.exists(from)) {
      throw missing(source);
    }
    checkFolder(source, Files.isDirectory(from), recursive);
    VolumePath into = locations.path(target);
    if (!Files.isDirectory(from)) {
      VolumePath to =
          target.endsWith("/") || files.isFolder(into)
              ? into.child(from.toAbsolutePath().normalize().getFileName().toString())
              : into;
      items.add(up(from, to));
    } else {
      upTree(from, into, items);
    }
    return items;
  }

  private interface Found {
    void file(RemoteEntry entry, String path);
  }

  private void walk(VolumePath folder, String above, Found found) {
    for (RemoteEntry entry : files.list(folder)) {
      String path = above + entry.path().name();
      if (entry.folder()) {
        walk(entry.path(), path + "/", found);
      } else if (filter.wants(path)) {
        found.file(entry, path);
      }
    }
  }

  private void add(
      List<TreeCopy.Item> items, RemoteEntry entry, String target, boolean toVolume, String name)
      throws IOException {
    if (toVolume) {
      VolumePath into = locations.path(target);
      boolean folder = target.endsWith("/") || into.isVolume() || files.isFolder(into);
      VolumePath to = folder ? into.child(name) : into;
      if (to.equals(entry.path())) {
        throw new ForgeException(
            ErrorKind.USAGE,
            "output-is-input",
            to + " is the source itself",
            "name another target");
      }
      items.add(across(entry, to));
      return;
    }
    Path into = local(target);
    boolean folder = target.endsWith("/") || Files.isDirectory(into);
    items.add(down(entry, folder ? into : into.resolveSibling(""), folder ? name : fileName(into)));
  }

  private static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private void upTree(Path from, VolumePath into, List<TreeCopy.Item> items) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = from.relativize(file).toString().replace('\\', '/');
            if (!filter.wants(path) || TreeCopy.isUnfinished(file)) {
              return FileVisitResult.CONTINUE;
            }
            if (Files.isRegularFile(file)) {
              items.add(up(file, child(into, path)));
            } else {
              leftOut.add(path + ": " + what(file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    items.sort(Comparator.comparing(item -> ((TreeCopy.Item.Up) item).to().toString()));
  }

  private static String what(Path file, BasicFileAttributes attributes) {
    if (!attributes.isSymbolicLink()) {
      return "neither a file nor a folder";
    }
    return Files.isDirectory(file) ? "a link to a folder" : "a link to nothing that can be read";
  }

  private TreeCopy.Item up(Path from, VolumePath to) {
    try {
      bytes += Files.size(from);
    } catch (IOException e) {
      // whoever copies it says what is wrong with it
    }
    return new TreeCopy.Item.Up(from, to);
  }

  private TreeCopy.Item down(RemoteEntry entry, Path into, String path) {
    bytes += Math.max(entry.size(), 0);
    Path to = into;
    for (String part : path.split("/", -1)) {
      to = to.resolve(localName(part, entry));
    }
    // The parts were checked when they were listed; this is the proof that nothing leads out.
    if (!absolute(to).startsWith(absolute(into))) {
      throw unsafe(part(entry));
    }
    return new TreeCopy.Item.Down(entry, to);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String part(RemoteEntry entry) {
    return entry.path().toString();
  }

  private static Path localName(String part, RemoteEntry entry) {
    try {
      Path name = Path.of(part);
      if (name.isAbsolute() || name.getNameCount() != 1 || part.equals("..")) {
        throw unsafe(part(entry));
      }
      return name;
    } catch (InvalidPathException e) {
      throw unsafe(part(entry));
    }
  }

  private static ForgeException unsafe(String path) {
    return new ForgeException(
        ErrorKind.OUTPUT,
        "name-unusable",
        path + ": no file of this machine can have that name",
        "leave it out with --exclude, or rename it");
  }

  private TreeCopy.Item across(RemoteEntry entry, VolumePath to) {
    bytes += Math.max(entry.size(), 0);
    return new TreeCopy.Item.Across(entry, to);
  }

  private static VolumePath child(VolumePath folder, String path) {
    VolumePath at = folder;
    for (String part : path.split("/", -1)) {
      at = at.child(part);
    }
    return at;
  }

  private static Path local(String location) {
    try {
      String text = location.startsWith("file:") ? location.substring("file:".length()) : location;
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-location",
          "'" + location + "' is no path of this machine: " + e.getReason(),
          "write it as the system does",
          e);
    }
  }

  private static void checkFolder(String source, boolean folder, boolean recursive) {
    if (folder && !recursive) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "input-is-folder",
          source + ": is a folder",
          "pass -r to copy everything in it");
    }
  }

  private static void refuseInside(VolumePath from, VolumePath into) {
    if (into.startsWith(from)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-is-input",
          into + " lies in " + from + ", which is to be copied into it",
          "name another target");
    }
  }

  private static ForgeException missing(String source) {
    return new ForgeException(
        ErrorKind.NOT_FOUND,
        "input-missing",
        source + ": there is no such file or folder",
        "check its name; letter case counts");
  }
}
