package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.transfer.TempFolders;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Volumes through the mount that a cluster gives to processes of its own. It takes writes from the
 * first byte to the last only, so outputs are copied from a complete file and their size compared.
 */
final class MountedVolumes implements VolumeAccess {
  private static final int BUFFER = 1 << 20;

  private final Path root;
  private final TempFolders temp;

  /**
   * The volumes below a folder.
   *
   * @param root {@code /Volumes}
   */
  MountedVolumes(Path root, TempFolders temp) {
    this.root = root;
    this.temp = temp;
  }

  /** Whether the volume of a path is mounted, and may be looked into. */
  static boolean serves(Path root, VolumePath path) {
    Path volume = root;
    for (String part : path.parts().subList(0, 3)) {
      volume = volume.resolve(part);
    }
    if (!Files.isDirectory(volume)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(volume)) {
      return entries.iterator() != null; // it was opened, so it may be read
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("volume_route", "mount");
  }

  @Override
  public Optional<RemoteEntry> stat(VolumePath path) {
    try {
      return Optional.of(entry(path, local(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (path.parent().filter(above -> Files.isRegularFile(local(above))).isPresent()) {
        return Optional.empty(); // nothing lies in a file
      }
      throw VolumeFailures.mount(path.toString(), "looking at", e);
    }
  }

  private static RemoteEntry entry(VolumePath path, Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return new RemoteEntry(
        path,
        found.isDirectory(),
        found.isDirectory() ? -1 : found.size(),
        Optional.of(found.lastModifiedTime().toInstant()),
        Optional.empty());
  }

  @Override
  public List<RemoteEntry> list(VolumePath folder) {
    List<RemoteEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(local(folder))) {
      for (Path file : found) {
        try {
          entries.add(entry(folder.child(file.getFileName().toString()), file));
        } catch (NoSuchFileException e) {
          // removed since the listing began
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw VolumeFailures.folderMissing(folder.toString());
    } catch (DirectoryIteratorException e) {
      throw VolumeFailures.mount(folder.toString(), "listing", new IOException(e));
    } catch (IOException e) {
      throw VolumeFailures.mount(folder.toString(), "listing", e);
    }
    entries.sort(Comparator.comparing(entry -> entry.path().name()));
    return entries;
  }

  @Override
  public InputSource source(RemoteEntry file, String location) {
    return new MountedSource(this, local(file.path()), file, location);
  }

  @Override
  public Path newTempFolder() throws IOException {
    return temp.make("volume");
  }

  @Override
  public void store(Path file, VolumePath into, boolean overwrite, boolean compare)
      throws IOException {
    Path destination = local(into);
    boolean begun = false;
    try (InputStream in = Files.newInputStream(file);
        OutputStream out =
            Files.newOutputStream(
                destination,
                overwrite ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      begun = true;
      byte[] buffer = new byte[BUFFER];
      int got;
      while ((got = in.read(buffer)) >= 0) {
        out.write(buffer, 0, got);
      }
    } catch (FileAlreadyExistsException e) {
      throw VolumeFailures.outputExists(into.toString());
    } catch (IOException e) {
      if (begun && !overwrite) {
        Files.deleteIfExists(destination); // a part of ours
      }
      throw VolumeFailures.mount(into.toString(), "writing", e);
    }
    checkStored(file, destination, into, compare);
  }

  private static void checkStored(Path file, Path destination, VolumePath into, boolean compare)
      throws IOException {
    long size = Files.size(destination);
    if (size != Files.size(file)) {
      throw new ForgeException(
          ErrorKind.REMOTE,
          "size-differs",
          into + " is not what was stored: it has " + size + " bytes of " + Files.size(file),
          "run it again");
    }
    long difference = compare ? Files.mismatch(file, destination) : -1;
    if (difference >= 0) {
      throw new ForgeException(
          ErrorKind.REMOTE,
          "content-differs",
          into + " is not what was stored: byte " + difference + " is another",
          "run it again, and report it as a defect if it stays");
    }
  }

  @Override
  public void makeFolder(VolumePath folder) {
    try {
      Files.createDirectories(local(folder));
    } catch (IOException e) {
      throw VolumeFailures.mount(folder.toString(), "making", e);
    }
  }

  @Override
  public void checkWritable(VolumePath folder) {
    if (!Files.isWritable(local(folder))) {
      throw new ForgeException(
          ErrorKind.ACCESS,
          "permission-denied",
          folder + ": you may not write there",
          "ask its owner for WRITE VOLUME");
    }
  }

  @Override
  public void deleteFile(VolumePath path) {
    try {
      Files.deleteIfExists(local(path));
    } catch (IOException e) {
      throw VolumeFailures.mount(path.toString(), "removing", e);
    }
  }

  @Override
  public void deleteIfEmpty(VolumePath folder) {
    try {
      Files.deleteIfExists(local(folder));
    } catch (DirectoryNotEmptyException e) {
      // somebody put something there
    } catch (IOException e) {
      throw VolumeFailures.mount(folder.toString(), "removing", e);
    }
  }

  private Path local(VolumePath path) {
    Path file = root;
    for (String part : path.parts()) {
      file = file.resolve(part); // the parts are checked: no dots, no slashes
    }
    return file;
  }
}
